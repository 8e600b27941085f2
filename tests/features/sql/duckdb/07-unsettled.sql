SELECT
  "client_id",
  "day",
  "known_day",
  "void_day",
  "orders",
  "amount"::BIGINT AS "amount",
  "margin"::BIGINT AS "margin",
  "unpriced"::BIGINT AS "unpriced",
  "discount"::BIGINT AS "discount",
  "discounted"::BIGINT AS "discounted"
FROM (
SELECT
  "t7"."client_id",
  "t7"."day",
  "t7"."known_day",
  "t7"."void_day",
  CAST(COUNT(*) AS INT) AS "orders",
  SUM("t7"."amount") AS "amount",
  SUM("t7"."margin") AS "margin",
  SUM("t7"."unpriced") AS "unpriced",
  SUM("t7"."discount") AS "discount",
  SUM("t7"."discounted") AS "discounted"
FROM (
  SELECT
    "t6"."client_id",
    "t6"."order_id",
    "t6"."day",
    "t6"."known_day",
    "t6"."amount",
    "t6"."margin",
    "t6"."unpriced",
    "t6"."discount",
    "t6"."discounted",
    "t6"."branch",
    "t6"."cancelled",
    "t6"."status_day",
    "t6"."status_void",
    "t6"."client_id_right",
    "t6"."order_id_right",
    "t6"."refund_void",
    LEAST(
      COALESCE("t6"."status_void", "t6"."refund_void"),
      COALESCE("t6"."refund_void", "t6"."status_void")
    ) AS "void_day"
  FROM (
    SELECT
      "t5"."client_id",
      "t5"."order_id",
      "t5"."day",
      "t5"."known_day",
      "t5"."amount",
      "t5"."margin",
      "t5"."unpriced",
      "t5"."discount",
      "t5"."discounted",
      "t5"."branch",
      "t5"."cancelled",
      "t5"."status_day",
      "t5"."status_void",
      "t3"."client_id" AS "client_id_right",
      "t3"."order_id" AS "order_id_right",
      "t3"."refund_void"
    FROM (
      SELECT
        "t0"."client_id",
        "t0"."order_id",
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."ordered_at" AS DATE)) AS INT) AS "day",
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT) AS "known_day",
        "t0"."amount_hundredths" AS "amount",
        COALESCE("t0"."margin_hundredths", 0) AS "margin",
        CASE WHEN "t0"."margin_hundredths" IS NULL THEN "t0"."amount_hundredths" ELSE 0 END AS "unpriced",
        ABS(COALESCE("t0"."discount_hundredths", 0)) AS "discount",
        CASE WHEN COALESCE("t0"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
        "t0"."branch",
        "t0"."status" = 'cancelled' AS "cancelled",
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT) AS "status_day",
        CASE
          WHEN "t0"."status" IN ('cancelled', 'returned') AND (
            "t0"."status_at" IS NOT NULL
          )
          THEN GREATEST(
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT),
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT)
          )
          ELSE CAST(NULL AS INT)
        END AS "status_void"
      FROM "orders" AS "t0"
      WHERE
        "t0"."amount_hundredths" >= 0
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t1"."client_id",
        "t1"."order_id",
        "t1"."refund_void"
      FROM "winback_undone" AS "t1"
      WHERE
        "t1"."refund_void" IS NOT NULL
    ) AS "t3"
      ON "t5"."client_id" = "t3"."client_id" AND "t5"."order_id" = "t3"."order_id"
  ) AS "t6"
  WHERE
    (
      LEAST(
        COALESCE("t6"."status_void", "t6"."refund_void"),
        COALESCE("t6"."refund_void", "t6"."status_void")
      ) IS NOT NULL
    )
    OR (
      "t6"."known_day" > "t6"."day"
    )
) AS "t7"
GROUP BY
  1,
  2,
  3,
  4
)
