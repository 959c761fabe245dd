-- How long a recording lasts, read from its bytes; null of everything that is none.
alter table kernel.document add column seconds int check (seconds > 0);
