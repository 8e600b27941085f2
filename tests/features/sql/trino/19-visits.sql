SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("day" AS INTEGER) AS "day",
  CAST("known_day" AS INTEGER) AS "known_day",
  CAST("visits" AS BIGINT) AS "visits"
FROM (
SELECT
  "t0"."client_id",
  CAST(DATE_DIFF(
    'DAY',
    DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
    DATE_TRUNC('DAY', CAST("t0"."seen_at" AS DATE))
  ) AS INTEGER) AS "day",
  CAST(DATE_DIFF(
    'DAY',
    DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
    DATE_TRUNC('DAY', CAST("t0"."known_at" AS DATE))
  ) AS INTEGER) AS "known_day",
  COALESCE("t0"."visits", 1) AS "visits"
FROM "activity" AS "t0"
WHERE
  COALESCE("t0"."visits", 1) > 0
) AS "step"
