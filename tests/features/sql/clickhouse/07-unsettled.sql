SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("void_day" AS Nullable(Int32)) AS "void_day",
  CAST("orders" AS Nullable(Int32)) AS "orders",
  CAST("amount" AS Nullable(Int64)) AS "amount",
  CAST("margin" AS Nullable(Int64)) AS "margin",
  CAST("unpriced" AS Nullable(Int64)) AS "unpriced",
  CAST("discount" AS Nullable(Int64)) AS "discount",
  CAST("discounted" AS Nullable(Int64)) AS "discounted"
FROM (
SELECT
  "t7"."client_id" AS "client_id",
  "t7"."day" AS "day",
  "t7"."known_day" AS "known_day",
  "t7"."void_day" AS "void_day",
  CAST(COUNT(*) AS Nullable(Int32)) AS "orders",
  SUM("t7"."amount") AS "amount",
  SUM("t7"."margin") AS "margin",
  SUM("t7"."unpriced") AS "unpriced",
  SUM("t7"."discount") AS "discount",
  SUM("t7"."discounted") AS "discounted"
FROM (
  SELECT
    "t6"."client_id" AS "client_id",
    "t6"."order_id" AS "order_id",
    "t6"."day" AS "day",
    "t6"."known_day" AS "known_day",
    "t6"."amount" AS "amount",
    "t6"."margin" AS "margin",
    "t6"."unpriced" AS "unpriced",
    "t6"."discount" AS "discount",
    "t6"."discounted" AS "discounted",
    "t6"."branch" AS "branch",
    "t6"."cancelled" AS "cancelled",
    "t6"."status_day" AS "status_day",
    "t6"."status_void" AS "status_void",
    "t6"."client_id_right" AS "client_id_right",
    "t6"."order_id_right" AS "order_id_right",
    "t6"."refund_void" AS "refund_void",
    LEAST(
      COALESCE(
        COALESCE("t6"."status_void", "t6"."refund_void"),
        COALESCE("t6"."refund_void", "t6"."status_void")
      ),
      COALESCE(
        COALESCE("t6"."refund_void", "t6"."status_void"),
        COALESCE("t6"."status_void", "t6"."refund_void")
      )
    ) AS "void_day"
  FROM (
    SELECT
      "t5"."client_id" AS "client_id",
      "t5"."order_id" AS "order_id",
      "t5"."day" AS "day",
      "t5"."known_day" AS "known_day",
      "t5"."amount" AS "amount",
      "t5"."margin" AS "margin",
      "t5"."unpriced" AS "unpriced",
      "t5"."discount" AS "discount",
      "t5"."discounted" AS "discounted",
      "t5"."branch" AS "branch",
      "t5"."cancelled" AS "cancelled",
      "t5"."status_day" AS "status_day",
      "t5"."status_void" AS "status_void",
      "t3"."client_id" AS "client_id_right",
      "t3"."order_id" AS "order_id_right",
      "t3"."refund_void" AS "refund_void"
    FROM (
      SELECT
        "t0"."client_id" AS "client_id",
        "t0"."order_id" AS "order_id",
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
        "t0"."amount_hundredths" AS "amount",
        COALESCE("t0"."margin_hundredths", 0) AS "margin",
        CASE WHEN isNull("t0"."margin_hundredths") THEN "t0"."amount_hundredths" ELSE 0 END AS "unpriced",
        ABS(COALESCE("t0"."discount_hundredths", 0)) AS "discount",
        CASE WHEN COALESCE("t0"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
        "t0"."branch" AS "branch",
        "t0"."status" = 'cancelled' AS "cancelled",
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "status_day",
        CASE
          WHEN "t0"."status" IN ('cancelled', 'returned') AND isNotNull("t0"."status_at")
          THEN GREATEST(
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
            ),
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32))
            )
          )
          ELSE CAST(NULL AS Nullable(Int32))
        END AS "status_void"
      FROM "orders" AS "t0"
      WHERE
        "t0"."amount_hundredths" >= 0
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t1"."client_id" AS "client_id",
        "t1"."order_id" AS "order_id",
        "t1"."refund_void" AS "refund_void"
      FROM "winback_undone" AS "t1"
      WHERE
        isNotNull("t1"."refund_void")
    ) AS "t3"
      ON "t5"."client_id" = "t3"."client_id" AND "t5"."order_id" = "t3"."order_id"
  ) AS "t6"
  WHERE
    isNotNull(
      LEAST(
        COALESCE(
          COALESCE("t6"."status_void", "t6"."refund_void"),
          COALESCE("t6"."refund_void", "t6"."status_void")
        ),
        COALESCE(
          COALESCE("t6"."refund_void", "t6"."status_void"),
          COALESCE("t6"."status_void", "t6"."refund_void")
        )
      )
    )
    OR (
      "t6"."known_day" > "t6"."day"
    )
) AS "t7"
GROUP BY
  "t7"."client_id",
  "t7"."day",
  "t7"."known_day",
  "t7"."void_day"
) AS "step"
