-- Somebody of its group took the task by beginning it: who of them does it is no line of the plan.
alter table task add column taken boolean not null default false;
