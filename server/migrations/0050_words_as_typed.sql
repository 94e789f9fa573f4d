-- A sign parts words here as it does in what is typed; the parser alone keeps `web-01.example.com` or `/var/log/app` whole. Signs
-- stand by their code points, so that no locale has a say in what is one. The change's number is one word, or `10` would find CHG-1042.
alter table change
  drop column search,
  add column search tsvector generated always as (
    to_tsvector('simple', 'CHG' || number::text || ' ' || regexp_replace(
      title || ' ' || coalesce(source_number, '') || ' ' || systems_affected || ' ' || summary || ' ' ||
        left(description, 20000) || ' ' || left(reason, 10000),
      '[\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u2426\u2500-\u2775\u2794-\u2BFF\u3000-\u3004\u3008-\u3020\u3030\uFE0F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\U0001F000-\U0001FAFF]',
      ' ', 'g'))
  ) stored;
create index change_search on change using gin (search);
