SELECT
  "client_id",
  "status",
  "lost_after_days",
  "days_lost",
  "abc",
  "xyz",
  "abc_before",
  "xyz_before",
  "own_cycle_days",
  "cycle_spread",
  "gap_count",
  "longest_gap_ratio",
  "last_gap_ratio",
  "recent_gaps_log_ratio",
  "days_since_order",
  "tenure_days",
  "overdue_ratio",
  "overdue_deviations",
  "silent_share",
  "silence_to_longest_gap",
  "order_days",
  "orders_per_year",
  "active_weeks_share",
  "one_order_only",
  "orders_per_cycle_90",
  "order_days_14",
  "order_days_30",
  "order_days_60",
  "order_days_90",
  "order_days_180",
  "order_days_365",
  "decayed_orders_30",
  "decayed_orders_90",
  "decayed_orders_180",
  "frequency_drift_30",
  "frequency_drift_90",
  "season_ahead_share",
  "year_on_year_60",
  "weekday_share",
  "weekend_share",
  "average_check",
  "check_drift",
  "check_slope",
  "last_check_log_ratio",
  "check_spread",
  "largest_check_ratio",
  "amount_90",
  "amount_365",
  "amount_ever",
  "products_365",
  "products_drift_180",
  "new_products_share_90",
  "categories_365",
  "categories_drift_180",
  "new_categories_90",
  "categories_given_up",
  "given_up_share",
  "top_category_share",
  "basket_price_rise",
  "basket_priced_share",
  "last_price_rise",
  "discounted_share_365",
  "discount_share_365",
  "discount_loss_90",
  "days_since_discount",
  "returns_365",
  "cancellations_365",
  "setbacks_90",
  "setback_share_365",
  "returned_amount_share_365",
  "setback_drift_90",
  "days_since_setback",
  "margin_ever",
  "late_share_90",
  "late_share_365",
  "mean_days_late_365",
  "worst_days_late_365",
  "last_delivery_late",
  "late_deliveries_drift_90",
  "overdue_deliveries",
  "oldest_overdue_delivery_days",
  "complaints",
  "complaints_30",
  "complaints_90",
  "complaints_365",
  "complaints_service",
  "complaints_delivery",
  "complaints_quality",
  "complaints_price",
  "complaints_conflict",
  "complaints_other",
  "complaints_open",
  "days_to_resolve",
  "days_since_complaint",
  "oldest_open_complaint_days",
  "worst_complaint_365",
  "conflicts_365",
  "days_since_conflict",
  "days_since_quality_complaint",
  "days_since_slow_complaint",
  "resolution_to_usual_ratio",
  "complaints_overdue",
  "nps_last",
  "nps_mean",
  "nps_change",
  "days_since_nps",
  "nps_detractor",
  "nps_low_share",
  "nps_product",
  "nps_service",
  "nps_delivery",
  "contacts_30",
  "contacts_90",
  "contacts_365",
  "days_since_contact",
  "days_since_inbound_contact",
  "days_since_outbound_contact",
  "usual_contact_pause_days",
  "contact_pause_ratio",
  "longest_contact_pause_365",
  "longest_outbound_pause_365",
  "fruitless_contacts",
  "days_fruitless",
  "refusals_90",
  "fruitful_share_365",
  "client_started_share_365",
  "hours_to_answer_90",
  "hours_to_answer_365",
  "days_since_informative_contact",
  "cadence_ratio",
  "cadence_kept_share",
  "days_since_visit",
  "visits_since_order",
  "visits_30",
  "visits_90",
  "visits_drift_30",
  "visits_drift_90",
  "manager_changes_90",
  "manager_changes_365",
  "days_since_manager_change",
  "days_since_manager_dismissed",
  "managers_ever",
  "manager_tenure_days",
  "days_without_manager",
  "branch_churn_90",
  "days_since_created",
  "days_to_contract_end",
  "days_since_contract_end",
  "abc_fall",
  "xyz_fall",
  "horizon_days",
  "branch",
  "client_kind",
  "client_industry",
  "client_region"
FROM (
SELECT
  "t7"."client_id",
  "t7"."status",
  "t7"."lost_after_days",
  "t7"."days_lost",
  "t7"."abc",
  "t7"."xyz",
  "t7"."abc_before",
  "t7"."xyz_before",
  "t7"."own_cycle_days",
  "t7"."cycle_spread",
  "t7"."gap_count",
  "t7"."longest_gap_ratio",
  "t7"."last_gap_ratio",
  "t7"."recent_gaps_log_ratio",
  "t7"."days_since_order",
  "t7"."tenure_days",
  "t7"."overdue_ratio",
  "t7"."overdue_deviations",
  "t7"."silent_share",
  "t7"."silence_to_longest_gap",
  CAST("t7"."order_days" AS DOUBLE) AS "order_days",
  (
    CAST("t7"."order_days" AS DOUBLE) * 365
  ) / GREATEST(CAST("t7"."oldest_age" AS DOUBLE), 90.0) AS "orders_per_year",
  CAST("t7"."last_weeks" AS DOUBLE) / 12 AS "active_weeks_share",
  CASE WHEN "t7"."order_days" = 1 THEN 1.0 ELSE 0.0 END AS "one_order_only",
  CAST("t7"."order_days_90" AS DOUBLE) / NULLIF(90 / "t7"."own_cycle_days", 0) AS "orders_per_cycle_90",
  CAST("t7"."order_days_14" AS DOUBLE) AS "order_days_14",
  CAST("t7"."order_days_30" AS DOUBLE) AS "order_days_30",
  CAST("t7"."order_days_60" AS DOUBLE) AS "order_days_60",
  CAST("t7"."order_days_90" AS DOUBLE) AS "order_days_90",
  CAST("t7"."order_days_180" AS DOUBLE) AS "order_days_180",
  CAST("t7"."order_days_365" AS DOUBLE) AS "order_days_365",
  CAST("t7"."decayed_30" AS DOUBLE) / 1000000 AS "decayed_orders_30",
  CAST("t7"."decayed_90" AS DOUBLE) / 1000000 AS "decayed_orders_90",
  CAST("t7"."decayed_180" AS DOUBLE) / 1000000 AS "decayed_orders_180",
  LN(
    CASE
      WHEN (
        CAST("t7"."order_days_30" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."order_days" AS DOUBLE) * LEAST(CAST("t7"."oldest_age" AS DOUBLE), 30.0)
            ) / CAST("t7"."oldest_age" AS DOUBLE)
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."order_days_30" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."order_days" AS DOUBLE) * LEAST(CAST("t7"."oldest_age" AS DOUBLE), 30.0)
          ) / CAST("t7"."oldest_age" AS DOUBLE)
        ) + 1,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "frequency_drift_30",
  LN(
    CASE
      WHEN (
        CAST("t7"."order_days_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."order_days" AS DOUBLE) * LEAST(CAST("t7"."oldest_age" AS DOUBLE), 90.0)
            ) / CAST("t7"."oldest_age" AS DOUBLE)
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."order_days_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."order_days" AS DOUBLE) * LEAST(CAST("t7"."oldest_age" AS DOUBLE), 90.0)
          ) / CAST("t7"."oldest_age" AS DOUBLE)
        ) + 1,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "frequency_drift_90",
  CASE
    WHEN "t7"."oldest_age" >= 365
    THEN CAST("t7"."season_days_ahead" AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0)
    ELSE CAST(NULL AS DOUBLE)
  END AS "season_ahead_share",
  CASE
    WHEN "t7"."oldest_age" > 425
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."order_days_60" + 1 AS DOUBLE) / NULLIF(CAST("t7"."season_days_year_ago" + 1 AS DOUBLE), 0)
        ) > 0
        THEN CAST("t7"."order_days_60" + 1 AS DOUBLE) / NULLIF(CAST("t7"."season_days_year_ago" + 1 AS DOUBLE), 0)
        ELSE CAST(NULL AS DOUBLE)
      END
    )
    ELSE CAST(NULL AS DOUBLE)
  END AS "year_on_year_60",
  CASE
    WHEN "t7"."order_days_365" >= 4
    THEN CAST(GREATEST(
      (
        "t7"."weekday_counts" >> 0
      ) & 255,
      (
        "t7"."weekday_counts" >> 8
      ) & 255,
      (
        "t7"."weekday_counts" >> 16
      ) & 255,
      (
        "t7"."weekday_counts" >> 24
      ) & 255,
      (
        "t7"."weekday_counts" >> 32
      ) & 255,
      (
        "t7"."weekday_counts" >> 40
      ) & 255,
      (
        "t7"."weekday_counts" >> 48
      ) & 255
    ) AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0)
    ELSE CAST(NULL AS DOUBLE)
  END AS "weekday_share",
  CAST((
    (
      "t7"."weekday_counts" >> 16
    ) & 255
  ) + (
    (
      "t7"."weekday_counts" >> 24
    ) & 255
  ) AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0) AS "weekend_share",
  (
    CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
  ) / 100 AS "average_check",
  LN(
    CASE
      WHEN (
        (
          CAST("t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."short_count" AS DOUBLE), 0)
        ) / NULLIF(
          CAST("t7"."amount_sum" - "t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."order_days" - "t7"."short_count" AS DOUBLE), 0),
          0
        )
      ) > 0
      THEN (
        CAST("t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."short_count" AS DOUBLE), 0)
      ) / NULLIF(
        CAST("t7"."amount_sum" - "t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."order_days" - "t7"."short_count" AS DOUBLE), 0),
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "check_drift",
  (
    CASE
      WHEN (
        "t7"."order_days" >= 3
      )
      AND (
        (
          CAST("t7"."age_squares" AS DOUBLE) - (
            (
              CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."age_sum" AS DOUBLE)
            ) / CAST("t7"."order_days" AS DOUBLE)
          )
        ) > 0.5
      )
      THEN -(
        CAST("t7"."age_log_amount" AS DOUBLE) - (
          (
            CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."log_amount_sum" AS DOUBLE)
          ) / CAST("t7"."order_days" AS DOUBLE)
        )
      ) / NULLIF(
        CAST("t7"."age_squares" AS DOUBLE) - (
          (
            CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."age_sum" AS DOUBLE)
          ) / CAST("t7"."order_days" AS DOUBLE)
        ),
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END * 365
  ) / 1000000 AS "check_slope",
  LN(
    CASE
      WHEN (
        CAST("t7"."last_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0)
      ) > 0
      THEN CAST("t7"."last_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0)
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "last_check_log_ratio",
  CASE
    WHEN "t7"."order_days" >= 2
    THEN SQRT(
      CASE
        WHEN (
          (
            CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) - (
            (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            ) * (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            )
          )
        ) IS NULL
        THEN (
          CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
        ) - (
          (
            CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) * (
            CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          )
        )
        ELSE GREATEST(
          0.0,
          (
            CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) - (
            (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            ) * (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            )
          )
        )
      END
    )
    ELSE CAST(NULL AS DOUBLE)
  END / 1000000 AS "check_spread",
  CAST("t7"."largest_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0) AS "largest_check_ratio",
  CAST("t7"."quarter_amount" AS DOUBLE) / 100 AS "amount_90",
  CAST("t7"."year_amount" AS DOUBLE) / 100 AS "amount_365",
  CAST("t7"."amount_sum" AS DOUBLE) / 100 AS "amount_ever",
  CAST("t7"."product_count_365" AS DOUBLE) AS "products_365",
  CASE
    WHEN "t7"."product_count_half_before" > 0
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."product_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."product_count_half_before" + 1 AS DOUBLE), 0)
        ) > 0
        THEN CAST("t7"."product_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."product_count_half_before" + 1 AS DOUBLE), 0)
        ELSE CAST(NULL AS DOUBLE)
      END
    )
    ELSE CAST(NULL AS DOUBLE)
  END AS "products_drift_180",
  CASE
    WHEN "t7"."oldest_age" > 90
    THEN CAST("t7"."product_count_new_90" AS DOUBLE) / NULLIF(CAST("t7"."product_count_90" AS DOUBLE), 0)
    ELSE CAST(NULL AS DOUBLE)
  END AS "new_products_share_90",
  CAST("t7"."category_count_365" AS DOUBLE) AS "categories_365",
  CASE
    WHEN "t7"."category_count_half_before" > 0
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."category_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."category_count_half_before" + 1 AS DOUBLE), 0)
        ) > 0
        THEN CAST("t7"."category_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."category_count_half_before" + 1 AS DOUBLE), 0)
        ELSE CAST(NULL AS DOUBLE)
      END
    )
    ELSE CAST(NULL AS DOUBLE)
  END AS "categories_drift_180",
  CASE
    WHEN "t7"."oldest_age" > 90
    THEN CAST("t7"."category_count_new_90" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "new_categories_90",
  CAST("t7"."category_count_given_up" AS DOUBLE) AS "categories_given_up",
  CAST("t7"."category_count_given_up" AS DOUBLE) / NULLIF(CAST("t7"."category_count_regular" AS DOUBLE), 0) AS "given_up_share",
  CAST("t7"."top_category_amount" AS DOUBLE) / NULLIF(CAST("t7"."category_amount" AS DOUBLE), 0) AS "top_category_share",
  LN(
    CASE
      WHEN (
        CAST("t7"."basket_today" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid_priced" AS DOUBLE), 0)
      ) > 0
      THEN CAST("t7"."basket_today" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid_priced" AS DOUBLE), 0)
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "basket_price_rise",
  CAST("t7"."basket_paid_priced" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid" AS DOUBLE), 0) AS "basket_priced_share",
  LN(
    CASE
      WHEN (
        CAST("t7"."last_paid" AS DOUBLE) / NULLIF(CAST("t7"."last_at_price_before" AS DOUBLE), 0)
      ) > 0
      THEN CAST("t7"."last_paid" AS DOUBLE) / NULLIF(CAST("t7"."last_at_price_before" AS DOUBLE), 0)
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "last_price_rise",
  CAST("t7"."discounted_days_365" AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0) AS "discounted_share_365",
  CAST("t7"."discount_365" AS DOUBLE) / NULLIF(CAST("t7"."year_amount" + "t7"."discount_365" AS DOUBLE), 0) AS "discount_share_365",
  LN(
    CASE
      WHEN (
        (
          CAST("t7"."quarter_amount" AS DOUBLE) / NULLIF(CAST("t7"."quarter_amount" + "t7"."discount_90" AS DOUBLE), 0)
        ) / NULLIF(
          CAST("t7"."amount_sum" - "t7"."quarter_amount" AS DOUBLE) / NULLIF(
            CAST((
              "t7"."amount_sum" - "t7"."quarter_amount"
            ) + (
              "t7"."discount_ever" - "t7"."discount_90"
            ) AS DOUBLE),
            0
          ),
          0
        )
      ) > 0
      THEN (
        CAST("t7"."quarter_amount" AS DOUBLE) / NULLIF(CAST("t7"."quarter_amount" + "t7"."discount_90" AS DOUBLE), 0)
      ) / NULLIF(
        CAST("t7"."amount_sum" - "t7"."quarter_amount" AS DOUBLE) / NULLIF(
          CAST((
            "t7"."amount_sum" - "t7"."quarter_amount"
          ) + (
            "t7"."discount_ever" - "t7"."discount_90"
          ) AS DOUBLE),
          0
        ),
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "discount_loss_90",
  CAST("t7"."latest_discount_age" AS DOUBLE) AS "days_since_discount",
  CAST("t7"."return_count_365" AS DOUBLE) AS "returns_365",
  CAST("t7"."cancellation_count_365" AS DOUBLE) AS "cancellations_365",
  CAST("t7"."setback_count_90" AS DOUBLE) AS "setbacks_90",
  CAST("t7"."setback_count_365" AS DOUBLE) / NULLIF(
    CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE),
    0
  ) AS "setback_share_365",
  CAST("t7"."returned_amount_365" AS DOUBLE) / NULLIF(CAST("t7"."year_amount" + "t7"."undone_amount_365" AS DOUBLE), 0) AS "returned_amount_share_365",
  LN(
    CASE
      WHEN (
        CAST("t7"."setback_count_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS DOUBLE) / NULLIF(
                (
                  CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE)
                ) - (
                  CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
                ),
                0
              )
            ) * (
              CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
            )
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."setback_count_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS DOUBLE) / NULLIF(
              (
                CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE)
              ) - (
                CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
              ),
              0
            )
          ) * (
            CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
          )
        ) + 1,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "setback_drift_90",
  CAST("t7"."latest_setback_age" AS DOUBLE) AS "days_since_setback",
  CAST("t7"."margin_sum" - "t7"."refunded_margin" AS DOUBLE) / 100 AS "margin_ever",
  CAST("t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_90" AS DOUBLE), 0) AS "late_share_90",
  CAST("t7"."late_365" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" AS DOUBLE), 0) AS "late_share_365",
  CAST("t7"."days_late_365" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" AS DOUBLE), 0) AS "mean_days_late_365",
  CAST("t7"."worst_late_365" AS DOUBLE) AS "worst_days_late_365",
  CASE
    WHEN "t7"."latest_delivery_age" IS NULL
    THEN CAST(NULL AS DOUBLE)
    ELSE CASE
      WHEN "t7"."latest_late_delivery_age" = "t7"."latest_delivery_age"
      THEN 1.0
      ELSE 0.0
    END
  END AS "last_delivery_late",
  LN(
    CASE
      WHEN (
        CAST("t7"."late_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."late_365" - "t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" - "t7"."delivered_90" AS DOUBLE), 0)
            ) * "t7"."delivered_90"
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."late_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."late_365" - "t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" - "t7"."delivered_90" AS DOUBLE), 0)
          ) * "t7"."delivered_90"
        ) + 1,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "late_deliveries_drift_90",
  CAST("t7"."overdue_count" AS DOUBLE) AS "overdue_deliveries",
  CAST("t7"."oldest_overdue_days" AS DOUBLE) AS "oldest_overdue_delivery_days",
  CAST("t7"."complaints" AS DOUBLE) AS "complaints",
  CAST("t7"."complaints_30" AS DOUBLE) AS "complaints_30",
  CAST("t7"."complaints_90" AS DOUBLE) AS "complaints_90",
  CAST("t7"."complaints_365" AS DOUBLE) AS "complaints_365",
  CAST("t7"."complaints_service" AS DOUBLE) AS "complaints_service",
  CAST("t7"."complaints_delivery" AS DOUBLE) AS "complaints_delivery",
  CAST("t7"."complaints_quality" AS DOUBLE) AS "complaints_quality",
  CAST("t7"."complaints_price" AS DOUBLE) AS "complaints_price",
  CAST("t7"."complaints_conflict" AS DOUBLE) AS "complaints_conflict",
  CAST("t7"."complaints_other" AS DOUBLE) AS "complaints_other",
  CAST("t7"."complaints_open" AS DOUBLE) AS "complaints_open",
  CAST("t7"."complaint_days_to_resolve" AS DOUBLE) / NULLIF(CAST("t7"."complaints_closed" AS DOUBLE), 0) AS "days_to_resolve",
  CAST("t7"."latest_complaint_age" AS DOUBLE) AS "days_since_complaint",
  CAST("t7"."oldest_open_complaint_age" AS DOUBLE) AS "oldest_open_complaint_days",
  CAST("t7"."worst_complaint" AS DOUBLE) AS "worst_complaint_365",
  CAST("t7"."conflict_count_365" AS DOUBLE) AS "conflicts_365",
  CAST("t7"."latest_conflict_age" AS DOUBLE) AS "days_since_conflict",
  CAST("t7"."latest_quality_age" AS DOUBLE) AS "days_since_quality_complaint",
  CAST("t7"."latest_slow_age" AS DOUBLE) AS "days_since_slow_complaint",
  LN(
    CASE
      WHEN (
        CAST((
          "t7"."days_compared" + "t7"."complaints_compared"
        ) * 100 AS DOUBLE) / NULLIF(
          CAST("t7"."usual_hundredths_compared" + (
            "t7"."complaints_compared" * 100
          ) AS DOUBLE),
          0
        )
      ) > 0
      THEN CAST((
        "t7"."days_compared" + "t7"."complaints_compared"
      ) * 100 AS DOUBLE) / NULLIF(
        CAST("t7"."usual_hundredths_compared" + (
          "t7"."complaints_compared" * 100
        ) AS DOUBLE),
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "resolution_to_usual_ratio",
  CAST("t7"."open_beyond_usual" AS DOUBLE) AS "complaints_overdue",
  CAST("t7"."nps_last" AS DOUBLE) AS "nps_last",
  CAST("t7"."nps_sum" AS DOUBLE) / NULLIF(CAST("t7"."nps_answers" AS DOUBLE), 0) AS "nps_mean",
  CAST("t7"."nps_last" AS DOUBLE) - CAST("t7"."nps_before" AS DOUBLE) AS "nps_change",
  CAST("t7"."latest_nps_age" AS DOUBLE) AS "days_since_nps",
  CASE
    WHEN CAST("t7"."nps_last" AS DOUBLE) IS NULL
    THEN CAST(NULL AS DOUBLE)
    ELSE CASE WHEN CAST("t7"."nps_last" AS DOUBLE) < 7 THEN 1.0 ELSE 0.0 END
  END AS "nps_detractor",
  CAST("t7"."nps_low" AS DOUBLE) / NULLIF(CAST("t7"."nps_answers" AS DOUBLE), 0) AS "nps_low_share",
  CAST("t7"."nps_product_placed" % 16 AS DOUBLE) AS "nps_product",
  CAST("t7"."nps_service_placed" % 16 AS DOUBLE) AS "nps_service",
  CAST("t7"."nps_delivery_placed" % 16 AS DOUBLE) AS "nps_delivery",
  CAST("t7"."contact_count_30" AS DOUBLE) AS "contacts_30",
  CAST("t7"."contact_count_90" AS DOUBLE) AS "contacts_90",
  CAST("t7"."contact_count_365" AS DOUBLE) AS "contacts_365",
  CAST("t7"."since_reached_day" AS DOUBLE) AS "days_since_contact",
  CAST("t7"."since_inbound_day" AS DOUBLE) AS "days_since_inbound_contact",
  CAST("t7"."since_outbound_day" AS DOUBLE) AS "days_since_outbound_contact",
  CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS DOUBLE) / NULLIF(CAST("t7"."pauses_so_far" AS DOUBLE), 0) AS "usual_contact_pause_days",
  CAST("t7"."since_reached_day" AS DOUBLE) / NULLIF(
    CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS DOUBLE) / NULLIF(CAST("t7"."pauses_so_far" AS DOUBLE), 0),
    0
  ) AS "contact_pause_ratio",
  CAST(GREATEST(
    COALESCE("t7"."longest_pause_365", "t7"."since_reached_day"),
    COALESCE("t7"."since_reached_day", "t7"."longest_pause_365")
  ) AS DOUBLE) AS "longest_contact_pause_365",
  CAST(GREATEST(
    COALESCE("t7"."longest_outbound_365", "t7"."since_outbound_day"),
    COALESCE("t7"."since_outbound_day", "t7"."longest_outbound_365")
  ) AS DOUBLE) AS "longest_outbound_pause_365",
  CAST(COALESCE("t7"."fruitless_run_so_far", 0) AS DOUBLE) AS "fruitless_contacts",
  CAST(CASE
    WHEN "t7"."fruitless_run_so_far" > 0
    THEN "t7"."since_run_day"
    ELSE CAST(NULL AS BIGINT)
  END AS DOUBLE) AS "days_fruitless",
  CAST("t7"."refused_90" AS DOUBLE) AS "refusals_90",
  CAST("t7"."informative_365" AS DOUBLE) / NULLIF(CAST("t7"."informative_365" + "t7"."fruitless_365" AS DOUBLE), 0) AS "fruitful_share_365",
  CAST("t7"."inbound_365" AS DOUBLE) / NULLIF(CAST("t7"."inbound_365" + "t7"."outbound_365" AS DOUBLE), 0) AS "client_started_share_365",
  (
    CAST("t7"."answer_minutes_90" AS DOUBLE) / NULLIF(CAST("t7"."answered_90" AS DOUBLE), 0)
  ) / 60 AS "hours_to_answer_90",
  (
    CAST("t7"."answer_minutes_365" AS DOUBLE) / NULLIF(CAST("t7"."answered_365" AS DOUBLE), 0)
  ) / 60 AS "hours_to_answer_365",
  CAST("t7"."since_informative_day" AS DOUBLE) AS "days_since_informative_contact",
  CAST("t7"."since_informative_day" AS DOUBLE) / NULLIF(CAST("t7"."contact_every_days" AS DOUBLE), 0) AS "cadence_ratio",
  CAST(CASE
    WHEN (
      "t7"."oldest_age" > 0
    )
    AND (
      (
        "t7"."informative_age_0" - 0
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 7
    )
    AND (
      (
        "t7"."informative_age_1" - 7
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 14
    )
    AND (
      (
        "t7"."informative_age_2" - 14
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 21
    )
    AND (
      (
        "t7"."informative_age_3" - 21
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 28
    )
    AND (
      (
        "t7"."informative_age_4" - 28
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 35
    )
    AND (
      (
        "t7"."informative_age_5" - 35
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 42
    )
    AND (
      (
        "t7"."informative_age_6" - 42
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 49
    )
    AND (
      (
        "t7"."informative_age_7" - 49
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 56
    )
    AND (
      (
        "t7"."informative_age_8" - 56
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 63
    )
    AND (
      (
        "t7"."informative_age_9" - 63
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 70
    )
    AND (
      (
        "t7"."informative_age_10" - 70
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END + CASE
    WHEN (
      "t7"."oldest_age" > 77
    )
    AND (
      (
        "t7"."informative_age_11" - 77
      ) <= "t7"."contact_every_days"
    )
    THEN 1
    ELSE 0
  END AS DOUBLE) / NULLIF(
    CAST(LEAST(12, CAST(FLOOR((
      "t7"."oldest_age" + 6
    ) / (
      7
    )) AS BIGINT)) AS DOUBLE),
    0
  ) AS "cadence_kept_share",
  CAST("t7"."latest_visit_age" AS DOUBLE) AS "days_since_visit",
  CAST("t7"."visit_count_since_order" AS DOUBLE) AS "visits_since_order",
  CAST("t7"."visit_count_30" AS DOUBLE) AS "visits_30",
  CAST("t7"."visit_count_90" AS DOUBLE) AS "visits_90",
  LN(
    CASE
      WHEN (
        CAST("t7"."visit_count_30" + 1 AS DOUBLE) / NULLIF(
          CASE
            WHEN (
              CAST("t7"."oldest_visit_age" AS DOUBLE) - 30
            ) >= 30
            THEN (
              (
                CAST("t7"."visit_count_before_30" AS DOUBLE) * 30
              ) / LEAST(CAST("t7"."oldest_visit_age" AS DOUBLE) - 30, 365.0)
            ) + 1
            ELSE CAST(NULL AS DOUBLE)
          END,
          0
        )
      ) > 0
      THEN CAST("t7"."visit_count_30" + 1 AS DOUBLE) / NULLIF(
        CASE
          WHEN (
            CAST("t7"."oldest_visit_age" AS DOUBLE) - 30
          ) >= 30
          THEN (
            (
              CAST("t7"."visit_count_before_30" AS DOUBLE) * 30
            ) / LEAST(CAST("t7"."oldest_visit_age" AS DOUBLE) - 30, 365.0)
          ) + 1
          ELSE CAST(NULL AS DOUBLE)
        END,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "visits_drift_30",
  LN(
    CASE
      WHEN (
        CAST("t7"."visit_count_90" + 1 AS DOUBLE) / NULLIF(
          CASE
            WHEN (
              CAST("t7"."oldest_visit_age" AS DOUBLE) - 90
            ) >= 90
            THEN (
              (
                CAST("t7"."visit_count_before_90" AS DOUBLE) * 90
              ) / LEAST(CAST("t7"."oldest_visit_age" AS DOUBLE) - 90, 365.0)
            ) + 1
            ELSE CAST(NULL AS DOUBLE)
          END,
          0
        )
      ) > 0
      THEN CAST("t7"."visit_count_90" + 1 AS DOUBLE) / NULLIF(
        CASE
          WHEN (
            CAST("t7"."oldest_visit_age" AS DOUBLE) - 90
          ) >= 90
          THEN (
            (
              CAST("t7"."visit_count_before_90" AS DOUBLE) * 90
            ) / LEAST(CAST("t7"."oldest_visit_age" AS DOUBLE) - 90, 365.0)
          ) + 1
          ELSE CAST(NULL AS DOUBLE)
        END,
        0
      )
      ELSE CAST(NULL AS DOUBLE)
    END
  ) AS "visits_drift_90",
  CAST("t7"."manager_changed_90" AS DOUBLE) AS "manager_changes_90",
  CAST("t7"."manager_changed_365" AS DOUBLE) AS "manager_changes_365",
  CAST("t7"."latest_manager_change_age" AS DOUBLE) AS "days_since_manager_change",
  CAST("t7"."latest_manager_dismissed_age" AS DOUBLE) AS "days_since_manager_dismissed",
  CAST(COALESCE("t7"."manager_names", 0) AS DOUBLE) AS "managers_ever",
  CAST(CASE
    WHEN "t7"."managers_in_office" > 0
    THEN COALESCE("t7"."latest_manager_change_age", "t7"."oldest_manager_age")
    ELSE CAST(NULL AS INT)
  END AS DOUBLE) AS "manager_tenure_days",
  CAST(CASE
    WHEN "t7"."manager_rows" > 0
    THEN CASE
      WHEN "t7"."managers_in_office" = 0
      THEN "t7"."latest_manager_end_age"
      ELSE 0
    END
    ELSE CAST(NULL AS BIGINT)
  END AS DOUBLE) AS "days_without_manager",
  "t7"."branch_churn_90",
  CAST("t7"."client_age" AS DOUBLE) AS "days_since_created",
  CASE
    WHEN CAST("t7"."contract_days_left" AS DOUBLE) >= 0
    THEN CAST("t7"."contract_days_left" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "days_to_contract_end",
  CASE
    WHEN CAST("t7"."contract_days_left" AS DOUBLE) < 0
    THEN -(
      CAST("t7"."contract_days_left" AS DOUBLE)
    )
    ELSE CAST(NULL AS DOUBLE)
  END AS "days_since_contract_end",
  "t7"."abc_fall",
  "t7"."xyz_fall",
  "t7"."horizon_days",
  "t7"."branch",
  "t7"."client_kind",
  "t7"."client_industry",
  "t7"."client_region"
FROM (
  SELECT
    "t6".*
    EXCLUDE ("peer")
  FROM (
    SELECT
      "t2"."client_id",
      "t2"."amount_month_0",
      "t2"."amount_month_1",
      "t2"."amount_month_2",
      "t2"."amount_month_3",
      "t2"."amount_month_4",
      "t2"."amount_month_5",
      "t2"."amount_month_6",
      "t2"."amount_month_7",
      "t2"."amount_month_8",
      "t2"."amount_month_9",
      "t2"."amount_month_10",
      "t2"."amount_month_11",
      "t2"."amount_month_12",
      "t2"."amount_month_13",
      "t2"."amount_month_14",
      "t2"."year_amount",
      "t2"."year_amount_before",
      "t2"."log_gap_sum",
      "t2"."log_gap_squares",
      "t2"."longest_gap",
      "t2"."last_gap",
      "t2"."recent_log_gap_sum",
      "t2"."order_days",
      "t2"."oldest_age",
      "t2"."latest_age",
      "t2"."decayed_30",
      "t2"."decayed_90",
      "t2"."decayed_180",
      "t2"."window_counts",
      "t2"."last_weeks",
      "t2"."season_days_ahead",
      "t2"."season_days_year_ago",
      "t2"."weekday_counts",
      "t2"."amount_sum",
      "t2"."margin_sum",
      "t2"."last_amount",
      "t2"."largest_amount",
      "t2"."recent_amount",
      "t2"."log_amount_sum",
      "t2"."log_amount_squares",
      "t2"."age_sum",
      "t2"."age_squares",
      "t2"."age_log_amount",
      "t2"."discounted_days_365",
      "t2"."discount_90",
      "t2"."discount_365",
      "t2"."discount_ever",
      "t2"."latest_discount_age",
      "t2"."product_count_365",
      "t2"."product_count_half",
      "t2"."product_count_half_before",
      "t2"."product_count_90",
      "t2"."product_count_new_90",
      "t2"."basket_paid",
      "t2"."basket_paid_priced",
      "t2"."basket_today",
      "t2"."last_paid",
      "t2"."last_at_price_before",
      "t2"."category_count_365",
      "t2"."category_count_half",
      "t2"."category_count_half_before",
      "t2"."category_count_new_90",
      "t2"."category_count_regular",
      "t2"."category_count_given_up",
      "t2"."category_amount",
      "t2"."top_category_amount",
      "t2"."setback_count_90",
      "t2"."setback_count_365",
      "t2"."return_count_365",
      "t2"."cancellation_count_365",
      "t2"."returned_amount_365",
      "t2"."undone_amount_365",
      "t2"."refunded_margin",
      "t2"."latest_setback_age",
      "t2"."delivered_90",
      "t2"."delivered_365",
      "t2"."late_90",
      "t2"."late_365",
      "t2"."days_late_365",
      "t2"."worst_late_365",
      "t2"."latest_delivery_age",
      "t2"."latest_late_delivery_age",
      "t2"."overdue_count",
      "t2"."oldest_overdue_days",
      "t2"."complaints",
      "t2"."complaints_30",
      "t2"."complaints_90",
      "t2"."complaints_365",
      "t2"."complaints_service",
      "t2"."complaints_delivery",
      "t2"."complaints_quality",
      "t2"."complaints_price",
      "t2"."complaints_conflict",
      "t2"."complaints_other",
      "t2"."complaints_open",
      "t2"."complaints_closed",
      "t2"."complaint_days_to_resolve",
      "t2"."latest_complaint_age",
      "t2"."oldest_open_complaint_age",
      "t2"."worst_complaint",
      "t2"."conflict_count_365",
      "t2"."latest_conflict_age",
      "t2"."latest_quality_age",
      "t2"."latest_slow_age",
      "t2"."complaints_compared",
      "t2"."days_compared",
      "t2"."usual_hundredths_compared",
      "t2"."open_beyond_usual",
      "t2"."nps_answers",
      "t2"."nps_sum",
      "t2"."nps_low",
      "t2"."nps_last",
      "t2"."nps_before",
      "t2"."latest_nps_age",
      "t2"."nps_product_placed",
      "t2"."nps_service_placed",
      "t2"."nps_delivery_placed",
      "t2"."contact_count_30",
      "t2"."contact_count_90",
      "t2"."contact_count_365",
      "t2"."since_reached_day",
      "t2"."since_first_reached_day",
      "t2"."since_inbound_day",
      "t2"."since_outbound_day",
      "t2"."since_informative_day",
      "t2"."since_run_day",
      "t2"."pauses_so_far",
      "t2"."fruitless_run_so_far",
      "t2"."longest_pause_365",
      "t2"."longest_outbound_365",
      "t2"."inbound_365",
      "t2"."outbound_365",
      "t2"."informative_365",
      "t2"."fruitless_365",
      "t2"."refused_90",
      "t2"."answered_90",
      "t2"."answered_365",
      "t2"."answer_minutes_90",
      "t2"."answer_minutes_365",
      "t2"."informative_age_0",
      "t2"."informative_age_1",
      "t2"."informative_age_2",
      "t2"."informative_age_3",
      "t2"."informative_age_4",
      "t2"."informative_age_5",
      "t2"."informative_age_6",
      "t2"."informative_age_7",
      "t2"."informative_age_8",
      "t2"."informative_age_9",
      "t2"."informative_age_10",
      "t2"."informative_age_11",
      "t2"."visit_count_30",
      "t2"."visit_count_90",
      "t2"."visit_count_before_30",
      "t2"."visit_count_before_90",
      "t2"."visit_count_since_order",
      "t2"."latest_visit_age",
      "t2"."oldest_visit_age",
      "t2"."manager_rows",
      "t2"."manager_names",
      "t2"."manager_changed_90",
      "t2"."manager_changed_365",
      "t2"."latest_manager_change_age",
      "t2"."oldest_manager_age",
      "t2"."latest_manager_dismissed_age",
      "t2"."latest_manager_end_age",
      "t2"."managers_in_office",
      "t2"."branch",
      "t2"."client_kind",
      "t2"."client_industry",
      "t2"."client_region",
      "t2"."client_age",
      "t2"."contract_days_left",
      "t2"."gap_count",
      "t2"."recent_gap_count",
      "t2"."order_days_14",
      "t2"."order_days_30",
      "t2"."order_days_60",
      "t2"."order_days_90",
      "t2"."order_days_180",
      "t2"."order_days_365",
      "t2"."quarter_amount",
      "t2"."short_count",
      "t2"."short_amount",
      "t2"."cycle_log",
      "t2"."cycle_weight",
      "t2"."cycle_log_spread",
      "t2"."abc_a_from",
      "t2"."abc_b_from",
      "t2"."abc_a_from_before",
      "t2"."abc_b_from_before",
      "t2"."own_cycle_days",
      "t2"."cycle_spread",
      "t2"."longest_gap_ratio",
      "t2"."last_gap_ratio",
      "t2"."recent_gaps_log_ratio",
      "t2"."days_since_order",
      "t2"."tenure_days",
      "t2"."overdue_ratio",
      "t2"."overdue_deviations",
      "t2"."silent_share",
      "t2"."silence_to_longest_gap",
      "t2"."variation",
      "t2"."variation_before",
      "t2"."status",
      "t2"."horizon_days",
      "t2"."lost_after_days",
      "t2"."days_lost",
      "t2"."abc",
      "t2"."xyz",
      "t2"."abc_before",
      "t2"."xyz_before",
      "t2"."abc_fall",
      "t2"."xyz_fall",
      "t2"."contact_every_days",
      "t5"."peer",
      "t5"."branch_churn_90"
    FROM "winback_clients" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t3"."key" AS "peer",
        MAX(
          CASE
            WHEN "t3"."name" = 'branch_churn_90'
            THEN "t3"."value"
            ELSE CAST(NULL AS DOUBLE)
          END
        ) AS "branch_churn_90"
      FROM (
        SELECT
          *
        FROM "winback_peers" AS "t1"
        WHERE
          "t1"."name" IN ('branch_churn_90')
      ) AS "t3"
      GROUP BY
        1
    ) AS "t5"
      ON "t2"."branch" = "t5"."peer"
  ) AS "t6"
) AS "t7"
) ORDER BY client_id
