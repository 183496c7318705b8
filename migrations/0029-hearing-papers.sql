-- Owns the papers of a hearing (行政许可法 第四十六条至第四十八条): the telling of the right to it, the announcement to the
-- public, the notice of time and place, and the record that the decision is made on.
alter table cases.paper drop constraint paper_kind_check;
alter table cases.paper add constraint paper_kind_check check (kind in ('receipt-of-materials', 'acceptance',
  'non-acceptance', 'correction', 'extension', 'special-procedure', 'hearing-rights', 'hearing-announcement',
  'hearing-notice', 'hearing-record', 'grant', 'refusal', 'withdrawal', 'transfer', 'delivery-proof'));
