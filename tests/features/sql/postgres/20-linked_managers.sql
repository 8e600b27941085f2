SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
  CAST("manager" AS VARCHAR) COLLATE "C" AS "manager",
  "valid_from",
  CAST("day" AS INT) AS "day",
  CAST("known_day" AS INT) AS "known_day",
  CAST("end_day" AS INT) AS "end_day",
  CAST("dismissed" AS BOOLEAN) AS "dismissed",
  CAST("changed" AS BOOLEAN) AS "changed"
FROM (
SELECT
  "t1"."client_id",
  "t1"."manager",
  "t1"."valid_from",
  "t1"."day",
  "t1"."known_day",
  "t1"."end_day",
  "t1"."dismissed",
  COALESCE(
    "t1"."manager" <> LAG("t1"."manager") OVER (
      PARTITION BY "t1"."client_id"
      ORDER BY "t1"."valid_from" ASC, "t1"."manager" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    FALSE
  ) AS "changed"
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
) AS "step"
