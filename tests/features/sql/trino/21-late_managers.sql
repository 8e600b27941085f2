SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("day" AS INTEGER) AS "day",
  CAST("known_day" AS INTEGER) AS "known_day"
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
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."valid_from" AS DATE))
    ) AS INTEGER) AS "day",
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."known_at" AS DATE))
    ) AS INTEGER) AS "known_day",
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."valid_to" AS DATE))
    ) AS INTEGER) AS "end_day",
    COALESCE("t0"."dismissed", FALSE) AS "dismissed"
  FROM "managers" AS "t0"
) AS "t1"
WHERE
  "t1"."known_day" > "t1"."day"
) AS "step"
