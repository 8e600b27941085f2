SELECT
  CAST("cycle_log" AS Nullable(Float64)) AS "cycle_log",
  CAST("cycle_weight" AS Nullable(Float64)) AS "cycle_weight",
  CAST("cycle_log_spread" AS Nullable(Float64)) AS "cycle_log_spread",
  CAST("abc_a_from" AS Nullable(Int64)) AS "abc_a_from",
  CAST("abc_b_from" AS Nullable(Int64)) AS "abc_b_from",
  CAST("abc_a_from_before" AS Nullable(Int64)) AS "abc_a_from_before",
  CAST("abc_b_from_before" AS Nullable(Int64)) AS "abc_b_from_before"
FROM (
SELECT
  "t16"."cycle_log" AS "cycle_log",
  "t16"."cycle_weight" AS "cycle_weight",
  "t16"."cycle_log_spread" AS "cycle_log_spread",
  "t14"."abc_a_from" AS "abc_a_from",
  "t14"."abc_b_from" AS "abc_b_from",
  "t14"."abc_a_from_before" AS "abc_a_from_before",
  "t14"."abc_b_from_before" AS "abc_b_from_before"
FROM (
  SELECT
    (
      CAST("t7"."cycle_log_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
    ) / 1000000 AS "cycle_log",
    CASE
      WHEN isNotNull(
        CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
      )
      AND isNotNull(
        (
          CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
            nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
              CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
            ) * (
              CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
            )
          )
        ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
      )
      THEN CASE
        WHEN isNull(
          CASE
            WHEN isNull(
              CASE
                WHEN (
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  )
                ) > 0
                THEN (
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                ) / nullIf(
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  ),
                  0
                )
                ELSE CAST(50.0 AS Nullable(Float64))
              END
            )
            THEN NULL
            ELSE LEAST(
              CAST(50.0 AS Nullable(Float64)),
              CASE
                WHEN (
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  )
                ) > 0
                THEN (
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                ) / nullIf(
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  ),
                  0
                )
                ELSE CAST(50.0 AS Nullable(Float64))
              END
            )
          END
        )
        THEN NULL
        ELSE GREATEST(
          CAST(0.1 AS Nullable(Float64)),
          CASE
            WHEN isNull(
              CASE
                WHEN (
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  )
                ) > 0
                THEN (
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                ) / nullIf(
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  ),
                  0
                )
                ELSE CAST(50.0 AS Nullable(Float64))
              END
            )
            THEN NULL
            ELSE LEAST(
              CAST(50.0 AS Nullable(Float64)),
              CASE
                WHEN (
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  )
                ) > 0
                THEN (
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                ) / nullIf(
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS Nullable(Float64)) - (
                        nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                        )
                      )
                    ) / nullIf(nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS Nullable(Float64))
                      ) / 1000000
                    ) / nullIf(CAST("t7"."cycle_clients" AS Nullable(Float64)), 0)
                  ),
                  0
                )
                ELSE CAST(50.0 AS Nullable(Float64))
              END
            )
          END
        )
      END
      ELSE CAST(3.0 AS Nullable(Float64))
    END AS "cycle_weight",
    CASE
      WHEN isNotNull(
        CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0)
      )
      THEN CASE
        WHEN isNull(
          SQRT(
            CASE
              WHEN isNull(
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0),
                  CAST(-1.0 AS Nullable(Float64))
                )
              )
              THEN NULL
              ELSE GREATEST(
                CAST(0.0 AS Nullable(Float64)),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0),
                  CAST(-1.0 AS Nullable(Float64))
                )
              )
            END
          ) / 100000
        )
        THEN NULL
        ELSE GREATEST(
          CAST(0.1 AS Nullable(Float64)),
          SQRT(
            CASE
              WHEN isNull(
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0),
                  CAST(-1.0 AS Nullable(Float64))
                )
              )
              THEN NULL
              ELSE GREATEST(
                CAST(0.0 AS Nullable(Float64)),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS Nullable(Float64)) / nullIf(CAST("t7"."cycle_within_freedom" AS Nullable(Float64)), 0),
                  CAST(-1.0 AS Nullable(Float64))
                )
              )
            END
          ) / 100000
        )
      END
      ELSE CAST(0.5 AS Nullable(Float64))
    END AS "cycle_log_spread"
  FROM (
    SELECT
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN 1 ELSE 0 END) AS "cycle_clients",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            trunc(
              CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
            ) + trunc(
              2 * (
                (
                  CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                ) - trunc(
                  CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                )
              )
            )
          ) AS Nullable(Int64))
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "cycle_log_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            trunc(
              (
                CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
              ) / 10
            ) + trunc(
              2 * (
                (
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                ) - trunc(
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                )
              )
            )
          ) AS Nullable(Int64))
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "cycle_mean_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            trunc(
              (
                CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
              ) / 10
            ) + trunc(
              2 * (
                (
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                ) - trunc(
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                )
              )
            )
          ) AS Nullable(Int64)) * CAST((
            trunc(
              (
                CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
              ) / 10
            ) + trunc(
              2 * (
                (
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                ) - trunc(
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) / 10
                )
              )
            )
          ) AS Nullable(Int64))
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "cycle_mean_squares",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            trunc(
              (
                CAST("t0"."log_gap_squares" AS Nullable(Float64)) - (
                  (
                    CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                  ) * CAST("t0"."log_gap_sum" AS Nullable(Float64))
                )
              ) / 100
            ) + trunc(
              2 * (
                (
                  (
                    CAST("t0"."log_gap_squares" AS Nullable(Float64)) - (
                      (
                        CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                      ) * CAST("t0"."log_gap_sum" AS Nullable(Float64))
                    )
                  ) / 100
                ) - trunc(
                  (
                    CAST("t0"."log_gap_squares" AS Nullable(Float64)) - (
                      (
                        CAST("t0"."log_gap_sum" AS Nullable(Float64)) / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                      ) * CAST("t0"."log_gap_sum" AS Nullable(Float64))
                    )
                  ) / 100
                )
              )
            )
          ) AS Nullable(Int64))
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "cycle_within_squares",
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN "t0"."gap_count" - 1 ELSE 0 END) AS "cycle_within_freedom",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            trunc(1000000 / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)) + trunc(
              2 * (
                (
                  1000000 / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0)
                ) - trunc(1000000 / nullIf(CAST("t0"."gap_count" AS Nullable(Float64)), 0))
              )
            )
          ) AS Nullable(Int64))
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "cycle_inverse_gaps"
    FROM "winback_derived" AS "t0"
  ) AS "t7"
) AS "t16"
CROSS JOIN (
  SELECT
    "t10"."abc_a_from" AS "abc_a_from",
    "t10"."abc_b_from" AS "abc_b_from",
    "t12"."abc_a_from_before" AS "abc_a_from_before",
    "t12"."abc_b_from_before" AS "abc_b_from_before"
  FROM (
    SELECT
      MIN(
        CASE
          WHEN (
            CAST("t5"."before" AS Nullable(Float64)) / nullIf(CAST("t5"."total" AS Nullable(Float64)), 0)
          ) < CAST(0.8 AS Nullable(Float64))
          THEN "t5"."value"
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "abc_a_from",
      MIN(
        CASE
          WHEN (
            CAST("t5"."before" AS Nullable(Float64)) / nullIf(CAST("t5"."total" AS Nullable(Float64)), 0)
          ) < CAST(0.95 AS Nullable(Float64))
          THEN "t5"."value"
          ELSE CAST(NULL AS Nullable(Int64))
        END
      ) AS "abc_b_from"
    FROM (
      SELECT
        "t3"."value" AS "value",
        "t3"."clients" AS "clients",
        "t3"."worth" AS "worth",
        SUM("t3"."worth") OVER (ORDER BY "t3"."value" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - "t3"."worth" AS "before",
        SUM("t3"."worth") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
      FROM (
        SELECT
          "t1"."value" AS "value",
          "t1"."clients" AS "clients",
          "t1"."value" * "t1"."clients" AS "worth"
        FROM (
          SELECT
            "t0"."year_amount" AS "value",
            COUNT(*) AS "clients"
          FROM "winback_derived" AS "t0"
          GROUP BY
            "t0"."year_amount"
        ) AS "t1"
      ) AS "t3"
    ) AS "t5"
  ) AS "t10"
  CROSS JOIN (
    SELECT
      "t9"."abc_a_from" AS "abc_a_from_before",
      "t9"."abc_b_from" AS "abc_b_from_before"
    FROM (
      SELECT
        MIN(
          CASE
            WHEN (
              CAST("t6"."before" AS Nullable(Float64)) / nullIf(CAST("t6"."total" AS Nullable(Float64)), 0)
            ) < CAST(0.8 AS Nullable(Float64))
            THEN "t6"."value"
            ELSE CAST(NULL AS Nullable(Int64))
          END
        ) AS "abc_a_from",
        MIN(
          CASE
            WHEN (
              CAST("t6"."before" AS Nullable(Float64)) / nullIf(CAST("t6"."total" AS Nullable(Float64)), 0)
            ) < CAST(0.95 AS Nullable(Float64))
            THEN "t6"."value"
            ELSE CAST(NULL AS Nullable(Int64))
          END
        ) AS "abc_b_from"
      FROM (
        SELECT
          "t4"."value" AS "value",
          "t4"."clients" AS "clients",
          "t4"."worth" AS "worth",
          SUM("t4"."worth") OVER (ORDER BY "t4"."value" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - "t4"."worth" AS "before",
          SUM("t4"."worth") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
        FROM (
          SELECT
            "t2"."value" AS "value",
            "t2"."clients" AS "clients",
            "t2"."value" * "t2"."clients" AS "worth"
          FROM (
            SELECT
              "t0"."year_amount_before" AS "value",
              COUNT(*) AS "clients"
            FROM "winback_derived" AS "t0"
            GROUP BY
              "t0"."year_amount_before"
          ) AS "t2"
        ) AS "t4"
      ) AS "t6"
    ) AS "t9"
  ) AS "t12"
) AS "t14"
) AS "step"
