SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day"
FROM (
SELECT
  "t1"."client_id" AS "client_id",
  "t1"."day" AS "day",
  "t1"."known_day" AS "known_day"
FROM (
  SELECT
    "t0"."client_id" AS "client_id",
    "t0"."contacted_at" AS "contacted_at",
    CAST(DATE_DIFF(
      DAY,
      CAST('1970-01-01' AS Nullable(DATE)),
      CAST("t0"."contacted_at" AS Nullable(DATE))
    ) AS Nullable(Int32)) AS "day",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
    COALESCE("t0"."direction" = 'in', FALSE) AS "inbound",
    COALESCE("t0"."direction" = 'out', FALSE) AS "outbound",
    COALESCE("t0"."outcome", 'not told') IN ('none', 'no_answer', 'refused') AS "fruitless",
    COALESCE("t0"."outcome", 'not told') IN ('order', 'information') AS "informative",
    COALESCE("t0"."outcome", 'not told') = 'refused' AS "refused",
    COALESCE("t0"."outcome", 'not told') <> 'no_answer' AS "reached",
    CAST((
      trunc("t0"."response_hours" * 60) + trunc(
        2 * (
          (
            "t0"."response_hours" * 60
          ) - trunc("t0"."response_hours" * 60)
        )
      )
    ) AS Nullable(Int64)) AS "minutes"
  FROM "contacts" AS "t0"
) AS "t1"
WHERE
  "t1"."known_day" > "t1"."day"
) AS "step"
