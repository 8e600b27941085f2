SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("day" AS INT) AS "day",
  CAST("known_day" AS INT) AS "known_day"
FROM (
SELECT
  "t1"."client_id",
  "t1"."day",
  "t1"."known_day"
FROM (
  SELECT
    "t0"."client_id",
    "t0"."contacted_at",
    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."contacted_at" AS DATE)) AS INT) AS "day",
    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."known_at" AS DATE)) AS INT) AS "known_day",
    COALESCE("t0"."direction" = 'in', FALSE) AS "inbound",
    COALESCE("t0"."direction" = 'out', FALSE) AS "outbound",
    COALESCE("t0"."outcome", 'not told') IN ('none', 'no_answer', 'refused') AS "fruitless",
    COALESCE("t0"."outcome", 'not told') IN ('order', 'information') AS "informative",
    COALESCE("t0"."outcome", 'not told') = 'refused' AS "refused",
    COALESCE("t0"."outcome", 'not told') <> 'no_answer' AS "reached",
    CAST(ROUND("t0"."response_hours" * 60) AS BIGINT) AS "minutes"
  FROM "contacts" AS "t0"
) AS "t1"
WHERE
  "t1"."known_day" > "t1"."day"
) AS "step"
