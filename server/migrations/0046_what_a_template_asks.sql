-- What the template of a change asks for stays answered, as what it has fixed stays as it is.
alter table change add column required text[] not null default '{}';

update change set required = array(select jsonb_array_elements_text(content -> 'required'))
  from template_version
  where template_version.template_id = change.template_id
    and template_version.template_version = change.template_version
    and jsonb_array_length(content -> 'required') > 0;
