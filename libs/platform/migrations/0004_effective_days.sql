-- The next day on which a judgement or an attribute takes effect is looked up with every scoring.
create index attribute_effective on attribute (name, effective);
create index judgement_effective on judgement (rubric, effective);
