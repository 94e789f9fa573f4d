-- Whoever wants a change, carries it out or answers for it hears by mail too that its window ended without a start.
insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_missed', 'Windows that were missed', '{window_missed}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01')
  on conflict do nothing;
