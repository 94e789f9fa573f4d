-- What waits for a second administrator comes by mail too, and whoever has several accounts hears of it on each.
insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_second_pair', 'What waits for a second administrator', '{model_proposed,members_proposed,unlinking_proposed}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_accounts', 'Accounts that are linked or unlinked', '{accounts_linked,accounts_unlinked}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01')
  on conflict do nothing;
