SELECT
  CAST("product" AS VARCHAR) AS "product",
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("day" AS INT) AS "day",
  CAST("known_day" AS INT) AS "known_day",
  CAST("void_day" AS INT) AS "void_day",
  CAST("paid" AS BIGINT) AS "paid",
  CAST("quantity" AS BIGINT) AS "quantity"
FROM (
WITH "t21" AS (
  SELECT
    *
  FROM (
    SELECT
      "t19"."client_id",
      "t19"."order_id",
      "t19"."day",
      "t19"."known_day",
      "t19"."void_day",
      "t19"."refund",
      "t19"."branch"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t16"."client_id",
          "t16"."order_id",
          "t16"."day",
          "t16"."known_day",
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
          "t16"."branch"
        FROM (
          SELECT
            "t13"."client_id",
            "t13"."order_id",
            "t13"."day",
            "t13"."known_day",
            "t13"."amount",
            "t13"."margin",
            "t13"."unpriced",
            "t13"."discount",
            "t13"."discounted",
            "t13"."branch",
            "t13"."cancelled",
            "t13"."status_day",
            "t13"."status_void",
            "t8"."client_id" AS "client_id_right",
            "t8"."order_id" AS "order_id_right",
            "t8"."refund_void"
          FROM (
            SELECT
              "t3"."client_id",
              "t3"."order_id",
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."ordered_at" AS DATE)) AS INT) AS "day",
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."known_at" AS DATE)) AS INT) AS "known_day",
              "t3"."amount_hundredths" AS "amount",
              COALESCE("t3"."margin_hundredths", 0) AS "margin",
              IFF("t3"."margin_hundredths" IS NULL, "t3"."amount_hundredths", 0) AS "unpriced",
              ABS(COALESCE("t3"."discount_hundredths", 0)) AS "discount",
              IFF(COALESCE("t3"."discount_hundredths", 0) = 0, 0, 1) AS "discounted",
              "t3"."branch",
              "t3"."status" = 'cancelled' AS "cancelled",
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."status_at" AS DATE)) AS INT) AS "status_day",
              IFF(
                "t3"."status" IN ('cancelled', 'returned') AND (
                  "t3"."status_at" IS NOT NULL
                ),
                GREATEST(
                  COALESCE(
                    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."status_at" AS DATE)) AS INT),
                    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."known_at" AS DATE)) AS INT)
                  ),
                  COALESCE(
                    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."known_at" AS DATE)) AS INT),
                    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t3"."status_at" AS DATE)) AS INT)
                  )
                ),
                CAST(NULL AS INT)
              ) AS "status_void"
            FROM "orders" AS "t3"
            WHERE
              "t3"."amount_hundredths" >= 0
          ) AS "t13"
          LEFT OUTER JOIN (
            SELECT
              "t4"."client_id",
              "t4"."order_id",
              "t4"."refund_void"
            FROM "winback_undone" AS "t4"
            WHERE
              "t4"."refund_void" IS NOT NULL
          ) AS "t8"
            ON "t13"."client_id" = "t8"."client_id" AND "t13"."order_id" = "t8"."order_id"
        ) AS "t16"
      ) AS "t17"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t2"."client_id",
          "t2"."order_id",
          "t2"."day",
          "t2"."known_day",
          CAST(NULL AS INT) AS "void_day",
          TRUE AS "refund",
          "t2"."branch"
        FROM "winback_undoing" AS "t2"
        WHERE
          "t2"."amount" < 0
      ) AS "t6"
    ) AS "t19"
    WHERE
      EXISTS(
        SELECT
          1
        FROM (
          SELECT DISTINCT
            "t1"."order_id"
          FROM "order_lines" AS "t1"
          WHERE
            "t1"."amount_hundredths" >= 0
            AND NOT (
              (
                "t1"."client_id" IS NOT NULL
              )
              AND (
                CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."ordered_at" AS DATE)) AS INT) IS NOT NULL
              )
            )
        ) AS "t15"
        WHERE
          "t19"."order_id" = "t15"."order_id"
      )
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
    "t34"."product",
    "t34"."client_id",
    "t34"."day",
    "t34"."known_day",
    "t34"."void_day",
    SUM(IFF((
      "t34"."amount" > 0
    ) AND (
      "t34"."quantity" > 0
    ), "t34"."amount", 0)) AS "paid",
    SUM(
      IFF((
        "t34"."amount" > 0
      ) AND (
        "t34"."quantity" > 0
      ), "t34"."quantity", 0)
    ) AS "quantity"
  FROM (
    SELECT
      "t33"."client_id",
      "t33"."order_id",
      "t33"."product",
      "t33"."category",
      "t33"."day",
      "t33"."known_day",
      "t33"."amount",
      "t33"."quantity",
      "t5"."client_id" AS "client_id_right",
      "t5"."order_id" AS "order_id_right",
      "t5"."void_day"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."client_id",
          "t1"."order_id",
          "t1"."product",
          "t1"."category",
          CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."ordered_at" AS DATE)) AS INT) AS "day",
          CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."known_at" AS DATE)) AS INT) AS "known_day",
          "t1"."amount_hundredths" AS "amount",
          CAST(ROUND(
            IFF(
              ABS("t1"."quantity" * 1000) <= 1000000000000,
              "t1"."quantity" * 1000,
              CAST(NULL AS DOUBLE)
            )
          ) AS BIGINT) AS "quantity"
        FROM "order_lines" AS "t1"
        WHERE
          "t1"."amount_hundredths" >= 0
          AND "t1"."client_id" IS NOT NULL
          AND CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."ordered_at" AS DATE)) AS INT) IS NOT NULL
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t30"."order_client_id" AS "client_id",
          "t30"."order_id",
          "t30"."product",
          "t30"."category",
          COALESCE("t30"."day", "t30"."order_day") AS "day",
          GREATEST(
            COALESCE(COALESCE("t30"."known_day", "t30"."order_known_day"), "t30"."order_known_day"),
            COALESCE("t30"."order_known_day", COALESCE("t30"."known_day", "t30"."order_known_day"))
          ) AS "known_day",
          "t30"."amount",
          "t30"."quantity"
        FROM (
          SELECT
            "t14"."client_id",
            "t14"."order_id",
            "t14"."product",
            "t14"."category",
            "t14"."day",
            "t14"."known_day",
            "t14"."amount",
            "t14"."quantity",
            "t29"."order_client_id",
            "t29"."order_known_day",
            "t29"."order_day"
          FROM (
            SELECT
              "t1"."client_id",
              "t1"."order_id",
              "t1"."product",
              "t1"."category",
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."ordered_at" AS DATE)) AS INT) AS "day",
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."known_at" AS DATE)) AS INT) AS "known_day",
              "t1"."amount_hundredths" AS "amount",
              CAST(ROUND(
                IFF(
                  ABS("t1"."quantity" * 1000) <= 1000000000000,
                  "t1"."quantity" * 1000,
                  CAST(NULL AS DOUBLE)
                )
              ) AS BIGINT) AS "quantity"
            FROM "order_lines" AS "t1"
            WHERE
              "t1"."amount_hundredths" >= 0
              AND NOT (
                (
                  "t1"."client_id" IS NOT NULL
                )
                AND (
                  CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."ordered_at" AS DATE)) AS INT) IS NOT NULL
                )
              )
          ) AS "t14"
          INNER JOIN (
            SELECT
              "t27"."client_id" AS "order_client_id",
              "t27"."order_id",
              "t27"."known_day" AS "order_known_day",
              "t27"."day" AS "order_day"
            FROM (
              SELECT
                "t26"."client_id",
                "t26"."order_id",
                "t26"."known_day",
                MIN("t26"."day") AS "day"
              FROM (
                SELECT
                  "t23"."client_id",
                  "t23"."order_id",
                  "t23"."day",
                  "t23"."known_day",
                  "t23"."void_day",
                  "t23"."refund",
                  "t23"."branch"
                FROM "t21" AS "t23"
                WHERE
                  EXISTS(
                    SELECT
                      1
                    FROM (
                      SELECT
                        "t22"."client_id",
                        "t22"."order_id",
                        MIN("t22"."known_day") AS "known_day"
                      FROM "t21" AS "t22"
                      GROUP BY
                        1,
                        2
                    ) AS "t25"
                    WHERE
                      "t23"."client_id" = "t25"."client_id"
                      AND "t23"."order_id" = "t25"."order_id"
                      AND "t23"."known_day" = "t25"."known_day"
                  )
              ) AS "t26"
              GROUP BY
                1,
                2,
                3
            ) AS "t27"
          ) AS "t29"
            ON "t14"."order_id" = "t29"."order_id"
        ) AS "t30"
        WHERE
          (
            "t30"."client_id" IS NULL
          )
          OR (
            "t30"."client_id" = "t30"."order_client_id"
          )
      ) AS "t31"
    ) AS "t33"
    LEFT OUTER JOIN "winback_line_voids" AS "t5"
      ON "t33"."client_id" = "t5"."client_id" AND "t33"."order_id" = "t5"."order_id"
  ) AS "t34"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t35"
WHERE
  NOT (
    "t35"."void_day" IS NULL
  )
) AS "step"
