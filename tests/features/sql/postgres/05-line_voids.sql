SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
  CAST("order_id" AS VARCHAR) COLLATE "C" AS "order_id",
  CAST("void_day" AS INT) AS "void_day"
FROM (
WITH "t10" AS (
  SELECT
    *
  FROM (
    SELECT
      "t8"."client_id",
      "t8"."order_id",
      "t8"."day",
      "t8"."known_day",
      LEAST(
        COALESCE("t8"."status_void", "t8"."refund_void"),
        COALESCE("t8"."refund_void", "t8"."status_void")
      ) AS "void_day",
      FALSE AS "refund",
      "t8"."branch"
    FROM (
      SELECT
        "t7"."client_id",
        "t7"."order_id",
        "t7"."day",
        "t7"."known_day",
        "t7"."amount",
        "t7"."margin",
        "t7"."unpriced",
        "t7"."discount",
        "t7"."discounted",
        "t7"."branch",
        "t7"."cancelled",
        "t7"."status_day",
        "t7"."status_void",
        "t5"."client_id" AS "client_id_right",
        "t5"."order_id" AS "order_id_right",
        "t5"."refund_void"
      FROM (
        SELECT
          "t1"."client_id",
          "t1"."order_id",
          CAST((
            CAST("t1"."ordered_at" AS DATE) - CAST('1970-01-01' AS DATE)
          ) AS INT) AS "day",
          CAST((
            CAST("t1"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
          ) AS INT) AS "known_day",
          "t1"."amount_hundredths" AS "amount",
          COALESCE("t1"."margin_hundredths", 0) AS "margin",
          CASE WHEN "t1"."margin_hundredths" IS NULL THEN "t1"."amount_hundredths" ELSE 0 END AS "unpriced",
          ABS(COALESCE("t1"."discount_hundredths", 0)) AS "discount",
          CASE WHEN COALESCE("t1"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
          "t1"."branch",
          "t1"."status" = 'cancelled' AS "cancelled",
          CAST((
            CAST("t1"."status_at" AS DATE) - CAST('1970-01-01' AS DATE)
          ) AS INT) AS "status_day",
          CASE
            WHEN "t1"."status" IN ('cancelled', 'returned') AND (
              "t1"."status_at" IS NOT NULL
            )
            THEN GREATEST(
              CAST((
                CAST("t1"."status_at" AS DATE) - CAST('1970-01-01' AS DATE)
              ) AS INT),
              CAST((
                CAST("t1"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
              ) AS INT)
            )
            ELSE CAST(NULL AS INT)
          END AS "status_void"
        FROM "orders" AS "t1"
        WHERE
          "t1"."amount_hundredths" >= 0
      ) AS "t7"
      LEFT OUTER JOIN (
        SELECT
          "t2"."client_id",
          "t2"."order_id",
          "t2"."refund_void"
        FROM "winback_undone" AS "t2"
        WHERE
          "t2"."refund_void" IS NOT NULL
      ) AS "t5"
        ON "t7"."client_id" = "t5"."client_id" AND "t7"."order_id" = "t5"."order_id"
    ) AS "t8"
  ) AS "t9"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t0"."client_id",
      "t0"."order_id",
      "t0"."day",
      "t0"."known_day",
      CAST(NULL AS INT) AS "void_day",
      TRUE AS "refund",
      "t0"."branch"
    FROM "winback_undoing" AS "t0"
    WHERE
      "t0"."amount" < 0
  ) AS "t3"
)
SELECT
  "t22"."client_id",
  "t22"."order_id",
  MIN("t22"."day") AS "void_day"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t20"."client_id",
      "t20"."order_id",
      "t20"."day",
      "t20"."step",
      SUM("t20"."step") OVER (
        PARTITION BY "t20"."client_id", "t20"."order_id"
        ORDER BY "t20"."day" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "left"
    FROM (
      SELECT
        "t19"."client_id",
        "t19"."order_id",
        "t19"."day",
        SUM("t19"."step") AS "step"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t14"."client_id",
            "t14"."order_id",
            "t14"."known_day" AS "day",
            1 AS "step"
          FROM (
            SELECT
              *
            FROM "t10" AS "t11"
            WHERE
              "t11"."order_id" IS NOT NULL AND NOT (
                "t11"."refund"
              )
          ) AS "t14"
          WHERE
            EXISTS(
              SELECT
                1
              FROM (
                SELECT DISTINCT
                  "t11"."client_id",
                  "t11"."order_id"
                FROM "t10" AS "t11"
                WHERE
                  "t11"."order_id" IS NOT NULL
                  AND NOT (
                    "t11"."refund"
                  )
                  AND "t11"."void_day" IS NOT NULL
              ) AS "t15"
              WHERE
                "t14"."client_id" = "t15"."client_id" AND "t14"."order_id" = "t15"."order_id"
            )
        ) AS "t16"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t17"."client_id",
            "t17"."order_id",
            GREATEST("t17"."void_day", "t17"."known_day") AS "day",
            -1 AS "step"
          FROM (
            SELECT
              "t14"."client_id",
              "t14"."order_id",
              "t14"."day",
              "t14"."known_day",
              "t14"."void_day",
              "t14"."refund",
              "t14"."branch"
            FROM (
              SELECT
                *
              FROM "t10" AS "t11"
              WHERE
                "t11"."order_id" IS NOT NULL AND NOT (
                  "t11"."refund"
                )
            ) AS "t14"
            WHERE
              EXISTS(
                SELECT
                  1
                FROM (
                  SELECT DISTINCT
                    "t11"."client_id",
                    "t11"."order_id"
                  FROM "t10" AS "t11"
                  WHERE
                    "t11"."order_id" IS NOT NULL
                    AND NOT (
                      "t11"."refund"
                    )
                    AND "t11"."void_day" IS NOT NULL
                ) AS "t15"
                WHERE
                  "t14"."client_id" = "t15"."client_id" AND "t14"."order_id" = "t15"."order_id"
              )
          ) AS "t17"
          WHERE
            "t17"."void_day" IS NOT NULL
        ) AS "t18"
      ) AS "t19"
      GROUP BY
        1,
        2,
        3
    ) AS "t20"
  ) AS "t21"
  WHERE
    "t21"."left" <= 0
) AS "t22"
GROUP BY
  1,
  2
) AS "step"
