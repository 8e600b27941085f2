SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
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
    "t0"."manager",
    "t0"."valid_from",
    CAST((
      CAST("t0"."valid_from" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "day",
    CAST((
      CAST("t0"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "known_day",
    CAST((
      CAST("t0"."valid_to" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "end_day",
    COALESCE("t0"."dismissed", FALSE) AS "dismissed"
  FROM "managers" AS "t0"
) AS "t1"
WHERE
  "t1"."known_day" > "t1"."day"
) AS "step"
