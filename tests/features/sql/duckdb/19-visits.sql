SELECT
  "client_id",
  "day",
  "known_day",
  "visits"::BIGINT AS "visits"
FROM (
SELECT
  "t0"."client_id",
  CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."seen_at" AS DATE)) AS INT) AS "day",
  CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT) AS "known_day",
  COALESCE("t0"."visits", 1) AS "visits"
FROM "activity" AS "t0"
WHERE
  COALESCE("t0"."visits", 1) > 0
)
