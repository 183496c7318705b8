-- Owns what the law asks of a hearing on a licence (行政许可法 第四十六条至第四十八条): who was told when, who asked for it, when,
-- where and under whom it is held. Null of every other procedure, and of hearings from before.
alter table cases.procedure add column hearing jsonb;
-- A hearing that is asked for stops the clock from the request on, and not from the telling.
grant update (hearing, stops_clock, due_on) on cases.procedure to {{extranet}};
