SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("branch" AS Nullable(String)) AS "branch",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("void_day" AS Nullable(Int32)) AS "void_day"
FROM (
WITH "t11" AS (
  SELECT DISTINCT
    "t10"."client_id" AS "client_id",
    "t10"."branch" AS "branch",
    "t10"."day" AS "day",
    "t10"."known_day" AS "known_day",
    "t10"."void_day" AS "void_day"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."client_id" AS "client_id",
        "t8"."order_id" AS "order_id",
        "t8"."day" AS "day",
        "t8"."known_day" AS "known_day",
        LEAST(
          COALESCE(
            COALESCE("t8"."status_void", "t8"."refund_void"),
            COALESCE("t8"."refund_void", "t8"."status_void")
          ),
          COALESCE(
            COALESCE("t8"."refund_void", "t8"."status_void"),
            COALESCE("t8"."status_void", "t8"."refund_void")
          )
        ) AS "void_day",
        FALSE AS "refund",
        "t8"."branch" AS "branch"
      FROM (
        SELECT
          "t7"."client_id" AS "client_id",
          "t7"."order_id" AS "order_id",
          "t7"."day" AS "day",
          "t7"."known_day" AS "known_day",
          "t7"."amount" AS "amount",
          "t7"."margin" AS "margin",
          "t7"."unpriced" AS "unpriced",
          "t7"."discount" AS "discount",
          "t7"."discounted" AS "discounted",
          "t7"."branch" AS "branch",
          "t7"."cancelled" AS "cancelled",
          "t7"."status_day" AS "status_day",
          "t7"."status_void" AS "status_void",
          "t5"."client_id" AS "client_id_right",
          "t5"."order_id" AS "order_id_right",
          "t5"."refund_void" AS "refund_void"
        FROM (
          SELECT
            "t1"."client_id" AS "client_id",
            "t1"."order_id" AS "order_id",
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
            "t1"."amount_hundredths" AS "amount",
            COALESCE("t1"."margin_hundredths", 0) AS "margin",
            CASE WHEN isNull("t1"."margin_hundredths") THEN "t1"."amount_hundredths" ELSE 0 END AS "unpriced",
            ABS(COALESCE("t1"."discount_hundredths", 0)) AS "discount",
            CASE WHEN COALESCE("t1"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
            "t1"."branch" AS "branch",
            "t1"."status" = 'cancelled' AS "cancelled",
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."status_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "status_day",
            CASE
              WHEN "t1"."status" IN ('cancelled', 'returned') AND isNotNull("t1"."status_at")
              THEN GREATEST(
                COALESCE(
                  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."status_at" AS Nullable(DATE))) AS Nullable(Int32)),
                  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
                ),
                COALESCE(
                  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32)),
                  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."status_at" AS Nullable(DATE))) AS Nullable(Int32))
                )
              )
              ELSE CAST(NULL AS Nullable(Int32))
            END AS "status_void"
          FROM "orders" AS "t1"
          WHERE
            "t1"."amount_hundredths" >= 0
        ) AS "t7"
        LEFT OUTER JOIN (
          SELECT
            "t2"."client_id" AS "client_id",
            "t2"."order_id" AS "order_id",
            "t2"."refund_void" AS "refund_void"
          FROM "winback_undone" AS "t2"
          WHERE
            isNotNull("t2"."refund_void")
        ) AS "t5"
          ON "t7"."client_id" = "t5"."client_id" AND "t7"."order_id" = "t5"."order_id"
      ) AS "t8"
    ) AS "t9"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t0"."client_id" AS "client_id",
        "t0"."order_id" AS "order_id",
        "t0"."day" AS "day",
        "t0"."known_day" AS "known_day",
        CAST(NULL AS Nullable(Int32)) AS "void_day",
        TRUE AS "refund",
        "t0"."branch" AS "branch"
      FROM "winback_undoing" AS "t0"
      WHERE
        "t0"."amount" < 0
    ) AS "t3"
  ) AS "t10"
  WHERE
    NOT (
      "t10"."refund"
    ) AND isNotNull("t10"."branch")
)
SELECT
  "t16"."client_id" AS "client_id",
  "t16"."branch" AS "branch",
  "t16"."day" AS "day",
  "t16"."known_day" AS "known_day",
  "t16"."void_day" AS "void_day"
FROM (
  SELECT
    "t13"."client_id" AS "client_id",
    "t13"."branch" AS "branch",
    "t13"."day" AS "day",
    "t13"."known_day" AS "known_day",
    "t13"."void_day" AS "void_day",
    "t15"."least" AS "least",
    "t15"."most" AS "most",
    "t15"."first" AS "first"
  FROM "t11" AS "t13"
  INNER JOIN (
    SELECT
      "t12"."client_id" AS "client_id",
      MIN("t12"."branch") AS "least",
      MAX("t12"."branch") AS "most",
      MIN(
        CASE
          WHEN isNull("t12"."void_day") AND (
            "t12"."known_day" = "t12"."day"
          )
          THEN "t12"."day"
          ELSE CAST(NULL AS Nullable(Int32))
        END
      ) AS "first"
    FROM "t11" AS "t12"
    GROUP BY
      "t12"."client_id"
  ) AS "t15"
    ON "t13"."client_id" = "t15"."client_id"
) AS "t16"
WHERE
  (
    "t16"."least" <> "t16"."most"
  )
  OR NOT (
    isNull("t16"."void_day")
    AND (
      "t16"."known_day" = "t16"."day"
    )
    AND (
      "t16"."day" > "t16"."first"
    )
  )
) AS "step"
