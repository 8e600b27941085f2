SELECT
  CAST("category" AS Nullable(String)) AS "category",
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("void_day" AS Nullable(Int32)) AS "void_day",
  CAST("paid" AS Nullable(Int64)) AS "paid"
FROM (
WITH "t21" AS (
  SELECT
    *
  FROM (
    SELECT
      "t19"."client_id" AS "client_id",
      "t19"."order_id" AS "order_id",
      "t19"."day" AS "day",
      "t19"."known_day" AS "known_day",
      "t19"."void_day" AS "void_day",
      "t19"."refund" AS "refund",
      "t19"."branch" AS "branch"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t16"."client_id" AS "client_id",
          "t16"."order_id" AS "order_id",
          "t16"."day" AS "day",
          "t16"."known_day" AS "known_day",
          LEAST(
            COALESCE(
              COALESCE("t16"."status_void", "t16"."refund_void"),
              COALESCE("t16"."refund_void", "t16"."status_void")
            ),
            COALESCE(
              COALESCE("t16"."refund_void", "t16"."status_void"),
              COALESCE("t16"."status_void", "t16"."refund_void")
            )
          ) AS "void_day",
          FALSE AS "refund",
          "t16"."branch" AS "branch"
        FROM (
          SELECT
            "t13"."client_id" AS "client_id",
            "t13"."order_id" AS "order_id",
            "t13"."day" AS "day",
            "t13"."known_day" AS "known_day",
            "t13"."amount" AS "amount",
            "t13"."margin" AS "margin",
            "t13"."unpriced" AS "unpriced",
            "t13"."discount" AS "discount",
            "t13"."discounted" AS "discounted",
            "t13"."branch" AS "branch",
            "t13"."cancelled" AS "cancelled",
            "t13"."status_day" AS "status_day",
            "t13"."status_void" AS "status_void",
            "t8"."client_id" AS "client_id_right",
            "t8"."order_id" AS "order_id_right",
            "t8"."refund_void" AS "refund_void"
          FROM (
            SELECT
              "t3"."client_id" AS "client_id",
              "t3"."order_id" AS "order_id",
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
              "t3"."amount_hundredths" AS "amount",
              COALESCE("t3"."margin_hundredths", 0) AS "margin",
              CASE WHEN isNull("t3"."margin_hundredths") THEN "t3"."amount_hundredths" ELSE 0 END AS "unpriced",
              ABS(COALESCE("t3"."discount_hundredths", 0)) AS "discount",
              CASE WHEN COALESCE("t3"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
              "t3"."branch" AS "branch",
              "t3"."status" = 'cancelled' AS "cancelled",
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."status_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "status_day",
              CASE
                WHEN "t3"."status" IN ('cancelled', 'returned') AND isNotNull("t3"."status_at")
                THEN GREATEST(
                  COALESCE(
                    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."status_at" AS Nullable(DATE))) AS Nullable(Int32)),
                    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
                  ),
                  COALESCE(
                    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."known_at" AS Nullable(DATE))) AS Nullable(Int32)),
                    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t3"."status_at" AS Nullable(DATE))) AS Nullable(Int32))
                  )
                )
                ELSE CAST(NULL AS Nullable(Int32))
              END AS "status_void"
            FROM "orders" AS "t3"
            WHERE
              "t3"."amount_hundredths" >= 0
          ) AS "t13"
          LEFT OUTER JOIN (
            SELECT
              "t4"."client_id" AS "client_id",
              "t4"."order_id" AS "order_id",
              "t4"."refund_void" AS "refund_void"
            FROM "winback_undone" AS "t4"
            WHERE
              isNotNull("t4"."refund_void")
          ) AS "t8"
            ON "t13"."client_id" = "t8"."client_id" AND "t13"."order_id" = "t8"."order_id"
        ) AS "t16"
      ) AS "t17"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t2"."client_id" AS "client_id",
          "t2"."order_id" AS "order_id",
          "t2"."day" AS "day",
          "t2"."known_day" AS "known_day",
          CAST(NULL AS Nullable(Int32)) AS "void_day",
          TRUE AS "refund",
          "t2"."branch" AS "branch"
        FROM "winback_undoing" AS "t2"
        WHERE
          "t2"."amount" < 0
      ) AS "t6"
    ) AS "t19"
    LEFT SEMI JOIN (
      SELECT DISTINCT
        "t1"."order_id" AS "order_id"
      FROM "order_lines" AS "t1"
      WHERE
        "t1"."amount_hundredths" >= 0
        AND NOT (
          isNotNull("t1"."client_id")
          AND isNotNull(
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32))
          )
        )
    ) AS "t15"
      ON "t19"."order_id" = "t15"."order_id"
  ) AS "t20"
  WHERE
    NOT (
      "t20"."refund"
    )
)
SELECT
  *
FROM (
  SELECT
    "t35"."category" AS "category",
    "t35"."client_id" AS "client_id",
    "t35"."day" AS "day",
    "t35"."known_day" AS "known_day",
    "t35"."void_day" AS "void_day",
    SUM("t35"."amount") AS "paid"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t33"."client_id" AS "client_id",
        "t33"."order_id" AS "order_id",
        "t33"."product" AS "product",
        "t33"."category" AS "category",
        "t33"."day" AS "day",
        "t33"."known_day" AS "known_day",
        "t33"."amount" AS "amount",
        "t33"."quantity" AS "quantity",
        "t5"."client_id" AS "client_id_right",
        "t5"."order_id" AS "order_id_right",
        "t5"."void_day" AS "void_day"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t1"."client_id" AS "client_id",
            "t1"."order_id" AS "order_id",
            "t1"."product" AS "product",
            "t1"."category" AS "category",
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
            CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
            "t1"."amount_hundredths" AS "amount",
            CAST((
              trunc(
                CASE
                  WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                  THEN "t1"."quantity" * 1000
                  ELSE CAST(NULL AS Nullable(Float64))
                END
              ) + trunc(
                2 * (
                  (
                    CASE
                      WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                      THEN "t1"."quantity" * 1000
                      ELSE CAST(NULL AS Nullable(Float64))
                    END
                  ) - trunc(
                    CASE
                      WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                      THEN "t1"."quantity" * 1000
                      ELSE CAST(NULL AS Nullable(Float64))
                    END
                  )
                )
              )
            ) AS Nullable(Int64)) AS "quantity"
          FROM "order_lines" AS "t1"
          WHERE
            "t1"."amount_hundredths" >= 0
            AND isNotNull("t1"."client_id")
            AND isNotNull(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32))
            )
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t30"."order_client_id" AS "client_id",
            "t30"."order_id" AS "order_id",
            "t30"."product" AS "product",
            "t30"."category" AS "category",
            COALESCE("t30"."day", "t30"."order_day") AS "day",
            GREATEST(
              COALESCE(COALESCE("t30"."known_day", "t30"."order_known_day"), "t30"."order_known_day"),
              COALESCE("t30"."order_known_day", COALESCE("t30"."known_day", "t30"."order_known_day"))
            ) AS "known_day",
            "t30"."amount" AS "amount",
            "t30"."quantity" AS "quantity"
          FROM (
            SELECT
              "t14"."client_id" AS "client_id",
              "t14"."order_id" AS "order_id",
              "t14"."product" AS "product",
              "t14"."category" AS "category",
              "t14"."day" AS "day",
              "t14"."known_day" AS "known_day",
              "t14"."amount" AS "amount",
              "t14"."quantity" AS "quantity",
              "t29"."order_client_id" AS "order_client_id",
              "t29"."order_known_day" AS "order_known_day",
              "t29"."order_day" AS "order_day"
            FROM (
              SELECT
                "t1"."client_id" AS "client_id",
                "t1"."order_id" AS "order_id",
                "t1"."product" AS "product",
                "t1"."category" AS "category",
                CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
                CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
                "t1"."amount_hundredths" AS "amount",
                CAST((
                  trunc(
                    CASE
                      WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                      THEN "t1"."quantity" * 1000
                      ELSE CAST(NULL AS Nullable(Float64))
                    END
                  ) + trunc(
                    2 * (
                      (
                        CASE
                          WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                          THEN "t1"."quantity" * 1000
                          ELSE CAST(NULL AS Nullable(Float64))
                        END
                      ) - trunc(
                        CASE
                          WHEN ABS("t1"."quantity" * 1000) <= 1000000000000
                          THEN "t1"."quantity" * 1000
                          ELSE CAST(NULL AS Nullable(Float64))
                        END
                      )
                    )
                  )
                ) AS Nullable(Int64)) AS "quantity"
              FROM "order_lines" AS "t1"
              WHERE
                "t1"."amount_hundredths" >= 0
                AND NOT (
                  isNotNull("t1"."client_id")
                  AND isNotNull(
                    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."ordered_at" AS Nullable(DATE))) AS Nullable(Int32))
                  )
                )
            ) AS "t14"
            INNER JOIN (
              SELECT
                "t27"."client_id" AS "order_client_id",
                "t27"."order_id" AS "order_id",
                "t27"."known_day" AS "order_known_day",
                "t27"."day" AS "order_day"
              FROM (
                SELECT
                  "t26"."client_id" AS "client_id",
                  "t26"."order_id" AS "order_id",
                  "t26"."known_day" AS "known_day",
                  MIN("t26"."day") AS "day"
                FROM (
                  SELECT
                    "t23"."client_id" AS "client_id",
                    "t23"."order_id" AS "order_id",
                    "t23"."day" AS "day",
                    "t23"."known_day" AS "known_day",
                    "t23"."void_day" AS "void_day",
                    "t23"."refund" AS "refund",
                    "t23"."branch" AS "branch"
                  FROM "t21" AS "t23"
                  LEFT SEMI JOIN (
                    SELECT
                      "t22"."client_id" AS "client_id",
                      "t22"."order_id" AS "order_id",
                      MIN("t22"."known_day") AS "known_day"
                    FROM "t21" AS "t22"
                    GROUP BY
                      "t22"."client_id",
                      "t22"."order_id"
                  ) AS "t25"
                    ON "t23"."client_id" = "t25"."client_id"
                    AND "t23"."order_id" = "t25"."order_id"
                    AND "t23"."known_day" = "t25"."known_day"
                ) AS "t26"
                GROUP BY
                  "t26"."client_id",
                  "t26"."order_id",
                  "t26"."known_day"
              ) AS "t27"
            ) AS "t29"
              ON "t14"."order_id" = "t29"."order_id"
          ) AS "t30"
          WHERE
            isNull("t30"."client_id") OR (
              "t30"."client_id" = "t30"."order_client_id"
            )
        ) AS "t31"
      ) AS "t33"
      LEFT OUTER JOIN "winback_line_voids" AS "t5"
        ON "t33"."client_id" = "t5"."client_id" AND "t33"."order_id" = "t5"."order_id"
    ) AS "t34"
    WHERE
      isNotNull("t34"."category")
  ) AS "t35"
  GROUP BY
    "t35"."category",
    "t35"."client_id",
    "t35"."day",
    "t35"."known_day",
    "t35"."void_day"
) AS "t36"
WHERE
  NOT (
    isNull("t36"."void_day")
  )
) AS "step"
