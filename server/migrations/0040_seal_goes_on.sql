-- The head of the sealed log says where the next leaf goes. Whoever sets it back, or past what is there, would stop all sealing.
create function log_head_guard() returns trigger language plpgsql as $$
begin
  if new.origin_no < old.origin_no or (new.origin_no = old.origin_no and new.size < old.size)
    or (new.size > 0 and not exists (select from log_leaf where origin_no = new.origin_no and idx = new.size - 1))
    or exists (select from log_leaf where origin_no = new.origin_no and idx = new.size)
    or (new.origin_no = old.origin_no and new.size = old.size and (new.root, new.peaks) is distinct from (old.root, old.peaks))
  then
    raise exception 'the seal of the audit log goes on only: size % of origin % is refused', new.size, new.origin_no
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger log_head_goes_on before update on log_head for each row execute function log_head_guard();
alter table log_head enable always trigger log_head_goes_on;
