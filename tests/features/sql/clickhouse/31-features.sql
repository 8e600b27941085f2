SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("status" AS Nullable(String)) AS "status",
  CAST("lost_after_days" AS Nullable(Float64)) AS "lost_after_days",
  CAST("days_lost" AS Nullable(Float64)) AS "days_lost",
  CAST("abc" AS Nullable(String)) AS "abc",
  CAST("xyz" AS Nullable(String)) AS "xyz",
  CAST("abc_before" AS Nullable(String)) AS "abc_before",
  CAST("xyz_before" AS Nullable(String)) AS "xyz_before",
  CAST("own_cycle_days" AS Nullable(Float64)) AS "own_cycle_days",
  CAST("cycle_spread" AS Nullable(Float64)) AS "cycle_spread",
  CAST("gap_count" AS Nullable(Float64)) AS "gap_count",
  CAST("longest_gap_ratio" AS Nullable(Float64)) AS "longest_gap_ratio",
  CAST("last_gap_ratio" AS Nullable(Float64)) AS "last_gap_ratio",
  CAST("recent_gaps_log_ratio" AS Nullable(Float64)) AS "recent_gaps_log_ratio",
  CAST("days_since_order" AS Nullable(Float64)) AS "days_since_order",
  CAST("tenure_days" AS Nullable(Float64)) AS "tenure_days",
  CAST("overdue_ratio" AS Nullable(Float64)) AS "overdue_ratio",
  CAST("overdue_deviations" AS Nullable(Float64)) AS "overdue_deviations",
  CAST("silent_share" AS Nullable(Float64)) AS "silent_share",
  CAST("silence_to_longest_gap" AS Nullable(Float64)) AS "silence_to_longest_gap",
  CAST("order_days" AS Nullable(Float64)) AS "order_days",
  CAST("orders_per_year" AS Nullable(Float64)) AS "orders_per_year",
  CAST("active_weeks_share" AS Nullable(Float64)) AS "active_weeks_share",
  CAST("one_order_only" AS Nullable(Float64)) AS "one_order_only",
  CAST("orders_per_cycle_90" AS Nullable(Float64)) AS "orders_per_cycle_90",
  CAST("order_days_14" AS Nullable(Float64)) AS "order_days_14",
  CAST("order_days_30" AS Nullable(Float64)) AS "order_days_30",
  CAST("order_days_60" AS Nullable(Float64)) AS "order_days_60",
  CAST("order_days_90" AS Nullable(Float64)) AS "order_days_90",
  CAST("order_days_180" AS Nullable(Float64)) AS "order_days_180",
  CAST("order_days_365" AS Nullable(Float64)) AS "order_days_365",
  CAST("decayed_orders_30" AS Nullable(Float64)) AS "decayed_orders_30",
  CAST("decayed_orders_90" AS Nullable(Float64)) AS "decayed_orders_90",
  CAST("decayed_orders_180" AS Nullable(Float64)) AS "decayed_orders_180",
  CAST("frequency_drift_30" AS Nullable(Float64)) AS "frequency_drift_30",
  CAST("frequency_drift_90" AS Nullable(Float64)) AS "frequency_drift_90",
  CAST("season_ahead_share" AS Nullable(Float64)) AS "season_ahead_share",
  CAST("year_on_year_60" AS Nullable(Float64)) AS "year_on_year_60",
  CAST("weekday_share" AS Nullable(Float64)) AS "weekday_share",
  CAST("weekend_share" AS Nullable(Float64)) AS "weekend_share",
  CAST("average_check" AS Nullable(Float64)) AS "average_check",
  CAST("check_drift" AS Nullable(Float64)) AS "check_drift",
  CAST("check_slope" AS Nullable(Float64)) AS "check_slope",
  CAST("last_check_log_ratio" AS Nullable(Float64)) AS "last_check_log_ratio",
  CAST("check_spread" AS Nullable(Float64)) AS "check_spread",
  CAST("largest_check_ratio" AS Nullable(Float64)) AS "largest_check_ratio",
  CAST("amount_90" AS Nullable(Float64)) AS "amount_90",
  CAST("amount_365" AS Nullable(Float64)) AS "amount_365",
  CAST("amount_ever" AS Nullable(Float64)) AS "amount_ever",
  CAST("products_365" AS Nullable(Float64)) AS "products_365",
  CAST("products_drift_180" AS Nullable(Float64)) AS "products_drift_180",
  CAST("new_products_share_90" AS Nullable(Float64)) AS "new_products_share_90",
  CAST("categories_365" AS Nullable(Float64)) AS "categories_365",
  CAST("categories_drift_180" AS Nullable(Float64)) AS "categories_drift_180",
  CAST("new_categories_90" AS Nullable(Float64)) AS "new_categories_90",
  CAST("categories_given_up" AS Nullable(Float64)) AS "categories_given_up",
  CAST("given_up_share" AS Nullable(Float64)) AS "given_up_share",
  CAST("top_category_share" AS Nullable(Float64)) AS "top_category_share",
  CAST("basket_price_rise" AS Nullable(Float64)) AS "basket_price_rise",
  CAST("basket_priced_share" AS Nullable(Float64)) AS "basket_priced_share",
  CAST("last_price_rise" AS Nullable(Float64)) AS "last_price_rise",
  CAST("discounted_share_365" AS Nullable(Float64)) AS "discounted_share_365",
  CAST("discount_share_365" AS Nullable(Float64)) AS "discount_share_365",
  CAST("discount_loss_90" AS Nullable(Float64)) AS "discount_loss_90",
  CAST("days_since_discount" AS Nullable(Float64)) AS "days_since_discount",
  CAST("returns_365" AS Nullable(Float64)) AS "returns_365",
  CAST("cancellations_365" AS Nullable(Float64)) AS "cancellations_365",
  CAST("setbacks_90" AS Nullable(Float64)) AS "setbacks_90",
  CAST("setback_share_365" AS Nullable(Float64)) AS "setback_share_365",
  CAST("returned_amount_share_365" AS Nullable(Float64)) AS "returned_amount_share_365",
  CAST("setback_drift_90" AS Nullable(Float64)) AS "setback_drift_90",
  CAST("days_since_setback" AS Nullable(Float64)) AS "days_since_setback",
  CAST("margin_ever" AS Nullable(Float64)) AS "margin_ever",
  CAST("late_share_90" AS Nullable(Float64)) AS "late_share_90",
  CAST("late_share_365" AS Nullable(Float64)) AS "late_share_365",
  CAST("mean_days_late_365" AS Nullable(Float64)) AS "mean_days_late_365",
  CAST("worst_days_late_365" AS Nullable(Float64)) AS "worst_days_late_365",
  CAST("last_delivery_late" AS Nullable(Float64)) AS "last_delivery_late",
  CAST("late_deliveries_drift_90" AS Nullable(Float64)) AS "late_deliveries_drift_90",
  CAST("overdue_deliveries" AS Nullable(Float64)) AS "overdue_deliveries",
  CAST("oldest_overdue_delivery_days" AS Nullable(Float64)) AS "oldest_overdue_delivery_days",
  CAST("complaints" AS Nullable(Float64)) AS "complaints",
  CAST("complaints_30" AS Nullable(Float64)) AS "complaints_30",
  CAST("complaints_90" AS Nullable(Float64)) AS "complaints_90",
  CAST("complaints_365" AS Nullable(Float64)) AS "complaints_365",
  CAST("complaints_service" AS Nullable(Float64)) AS "complaints_service",
  CAST("complaints_delivery" AS Nullable(Float64)) AS "complaints_delivery",
  CAST("complaints_quality" AS Nullable(Float64)) AS "complaints_quality",
  CAST("complaints_price" AS Nullable(Float64)) AS "complaints_price",
  CAST("complaints_conflict" AS Nullable(Float64)) AS "complaints_conflict",
  CAST("complaints_other" AS Nullable(Float64)) AS "complaints_other",
  CAST("complaints_open" AS Nullable(Float64)) AS "complaints_open",
  CAST("days_to_resolve" AS Nullable(Float64)) AS "days_to_resolve",
  CAST("days_since_complaint" AS Nullable(Float64)) AS "days_since_complaint",
  CAST("oldest_open_complaint_days" AS Nullable(Float64)) AS "oldest_open_complaint_days",
  CAST("worst_complaint_365" AS Nullable(Float64)) AS "worst_complaint_365",
  CAST("conflicts_365" AS Nullable(Float64)) AS "conflicts_365",
  CAST("days_since_conflict" AS Nullable(Float64)) AS "days_since_conflict",
  CAST("days_since_quality_complaint" AS Nullable(Float64)) AS "days_since_quality_complaint",
  CAST("days_since_slow_complaint" AS Nullable(Float64)) AS "days_since_slow_complaint",
  CAST("resolution_to_usual_ratio" AS Nullable(Float64)) AS "resolution_to_usual_ratio",
  CAST("complaints_overdue" AS Nullable(Float64)) AS "complaints_overdue",
  CAST("nps_last" AS Nullable(Float64)) AS "nps_last",
  CAST("nps_mean" AS Nullable(Float64)) AS "nps_mean",
  CAST("nps_change" AS Nullable(Float64)) AS "nps_change",
  CAST("days_since_nps" AS Nullable(Float64)) AS "days_since_nps",
  CAST("nps_detractor" AS Nullable(Float64)) AS "nps_detractor",
  CAST("nps_low_share" AS Nullable(Float64)) AS "nps_low_share",
  CAST("nps_product" AS Nullable(Float64)) AS "nps_product",
  CAST("nps_service" AS Nullable(Float64)) AS "nps_service",
  CAST("nps_delivery" AS Nullable(Float64)) AS "nps_delivery",
  CAST("contacts_30" AS Nullable(Float64)) AS "contacts_30",
  CAST("contacts_90" AS Nullable(Float64)) AS "contacts_90",
  CAST("contacts_365" AS Nullable(Float64)) AS "contacts_365",
  CAST("days_since_contact" AS Nullable(Float64)) AS "days_since_contact",
  CAST("days_since_inbound_contact" AS Nullable(Float64)) AS "days_since_inbound_contact",
  CAST("days_since_outbound_contact" AS Nullable(Float64)) AS "days_since_outbound_contact",
  CAST("usual_contact_pause_days" AS Nullable(Float64)) AS "usual_contact_pause_days",
  CAST("contact_pause_ratio" AS Nullable(Float64)) AS "contact_pause_ratio",
  CAST("longest_contact_pause_365" AS Nullable(Float64)) AS "longest_contact_pause_365",
  CAST("longest_outbound_pause_365" AS Nullable(Float64)) AS "longest_outbound_pause_365",
  CAST("fruitless_contacts" AS Nullable(Float64)) AS "fruitless_contacts",
  CAST("days_fruitless" AS Nullable(Float64)) AS "days_fruitless",
  CAST("refusals_90" AS Nullable(Float64)) AS "refusals_90",
  CAST("fruitful_share_365" AS Nullable(Float64)) AS "fruitful_share_365",
  CAST("client_started_share_365" AS Nullable(Float64)) AS "client_started_share_365",
  CAST("hours_to_answer_90" AS Nullable(Float64)) AS "hours_to_answer_90",
  CAST("hours_to_answer_365" AS Nullable(Float64)) AS "hours_to_answer_365",
  CAST("days_since_informative_contact" AS Nullable(Float64)) AS "days_since_informative_contact",
  CAST("cadence_ratio" AS Nullable(Float64)) AS "cadence_ratio",
  CAST("cadence_kept_share" AS Nullable(Float64)) AS "cadence_kept_share",
  CAST("days_since_visit" AS Nullable(Float64)) AS "days_since_visit",
  CAST("visits_since_order" AS Nullable(Float64)) AS "visits_since_order",
  CAST("visits_30" AS Nullable(Float64)) AS "visits_30",
  CAST("visits_90" AS Nullable(Float64)) AS "visits_90",
  CAST("visits_drift_30" AS Nullable(Float64)) AS "visits_drift_30",
  CAST("visits_drift_90" AS Nullable(Float64)) AS "visits_drift_90",
  CAST("manager_changes_90" AS Nullable(Float64)) AS "manager_changes_90",
  CAST("manager_changes_365" AS Nullable(Float64)) AS "manager_changes_365",
  CAST("days_since_manager_change" AS Nullable(Float64)) AS "days_since_manager_change",
  CAST("days_since_manager_dismissed" AS Nullable(Float64)) AS "days_since_manager_dismissed",
  CAST("managers_ever" AS Nullable(Float64)) AS "managers_ever",
  CAST("manager_tenure_days" AS Nullable(Float64)) AS "manager_tenure_days",
  CAST("days_without_manager" AS Nullable(Float64)) AS "days_without_manager",
  CAST("branch_churn_90" AS Nullable(Float64)) AS "branch_churn_90",
  CAST("days_since_created" AS Nullable(Float64)) AS "days_since_created",
  CAST("days_to_contract_end" AS Nullable(Float64)) AS "days_to_contract_end",
  CAST("days_since_contract_end" AS Nullable(Float64)) AS "days_since_contract_end",
  CAST("abc_fall" AS Nullable(Float64)) AS "abc_fall",
  CAST("xyz_fall" AS Nullable(Float64)) AS "xyz_fall",
  CAST("horizon_days" AS Nullable(Float64)) AS "horizon_days",
  CAST("branch" AS Nullable(String)) AS "branch",
  CAST("client_kind" AS Nullable(String)) AS "client_kind",
  CAST("client_industry" AS Nullable(String)) AS "client_industry",
  CAST("client_region" AS Nullable(String)) AS "client_region"
FROM (
SELECT
  "t7"."client_id" AS "client_id",
  "t7"."status" AS "status",
  "t7"."lost_after_days" AS "lost_after_days",
  "t7"."days_lost" AS "days_lost",
  "t7"."abc" AS "abc",
  "t7"."xyz" AS "xyz",
  "t7"."abc_before" AS "abc_before",
  "t7"."xyz_before" AS "xyz_before",
  "t7"."own_cycle_days" AS "own_cycle_days",
  "t7"."cycle_spread" AS "cycle_spread",
  "t7"."gap_count" AS "gap_count",
  "t7"."longest_gap_ratio" AS "longest_gap_ratio",
  "t7"."last_gap_ratio" AS "last_gap_ratio",
  "t7"."recent_gaps_log_ratio" AS "recent_gaps_log_ratio",
  "t7"."days_since_order" AS "days_since_order",
  "t7"."tenure_days" AS "tenure_days",
  "t7"."overdue_ratio" AS "overdue_ratio",
  "t7"."overdue_deviations" AS "overdue_deviations",
  "t7"."silent_share" AS "silent_share",
  "t7"."silence_to_longest_gap" AS "silence_to_longest_gap",
  CAST("t7"."order_days" AS Nullable(Float64)) AS "order_days",
  (
    CAST("t7"."order_days" AS Nullable(Float64)) * 365
  ) / GREATEST(
    COALESCE(CAST("t7"."oldest_age" AS Nullable(Float64)), CAST(90.0 AS Nullable(Float64))),
    CAST(90.0 AS Nullable(Float64))
  ) AS "orders_per_year",
  CAST("t7"."last_weeks" AS Nullable(Float64)) / 12 AS "active_weeks_share",
  CASE
    WHEN "t7"."order_days" = 1
    THEN CAST(1.0 AS Nullable(Float64))
    ELSE CAST(0.0 AS Nullable(Float64))
  END AS "one_order_only",
  CAST("t7"."order_days_90" AS Nullable(Float64)) / nullIf(90 / "t7"."own_cycle_days", 0) AS "orders_per_cycle_90",
  CAST("t7"."order_days_14" AS Nullable(Float64)) AS "order_days_14",
  CAST("t7"."order_days_30" AS Nullable(Float64)) AS "order_days_30",
  CAST("t7"."order_days_60" AS Nullable(Float64)) AS "order_days_60",
  CAST("t7"."order_days_90" AS Nullable(Float64)) AS "order_days_90",
  CAST("t7"."order_days_180" AS Nullable(Float64)) AS "order_days_180",
  CAST("t7"."order_days_365" AS Nullable(Float64)) AS "order_days_365",
  CAST("t7"."decayed_30" AS Nullable(Float64)) / 1000000 AS "decayed_orders_30",
  CAST("t7"."decayed_90" AS Nullable(Float64)) / 1000000 AS "decayed_orders_90",
  CAST("t7"."decayed_180" AS Nullable(Float64)) / 1000000 AS "decayed_orders_180",
  LN(
    CASE
      WHEN (
        CAST("t7"."order_days_30" + 1 AS Nullable(Float64)) / nullIf(
          (
            (
              CAST("t7"."order_days" AS Nullable(Float64)) * LEAST(
                COALESCE(CAST("t7"."oldest_age" AS Nullable(Float64)), CAST(30.0 AS Nullable(Float64))),
                CAST(30.0 AS Nullable(Float64))
              )
            ) / CAST("t7"."oldest_age" AS Nullable(Float64))
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."order_days_30" + 1 AS Nullable(Float64)) / nullIf(
        (
          (
            CAST("t7"."order_days" AS Nullable(Float64)) * LEAST(
              COALESCE(CAST("t7"."oldest_age" AS Nullable(Float64)), CAST(30.0 AS Nullable(Float64))),
              CAST(30.0 AS Nullable(Float64))
            )
          ) / CAST("t7"."oldest_age" AS Nullable(Float64))
        ) + 1,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "frequency_drift_30",
  LN(
    CASE
      WHEN (
        CAST("t7"."order_days_90" + 1 AS Nullable(Float64)) / nullIf(
          (
            (
              CAST("t7"."order_days" AS Nullable(Float64)) * LEAST(
                COALESCE(CAST("t7"."oldest_age" AS Nullable(Float64)), CAST(90.0 AS Nullable(Float64))),
                CAST(90.0 AS Nullable(Float64))
              )
            ) / CAST("t7"."oldest_age" AS Nullable(Float64))
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."order_days_90" + 1 AS Nullable(Float64)) / nullIf(
        (
          (
            CAST("t7"."order_days" AS Nullable(Float64)) * LEAST(
              COALESCE(CAST("t7"."oldest_age" AS Nullable(Float64)), CAST(90.0 AS Nullable(Float64))),
              CAST(90.0 AS Nullable(Float64))
            )
          ) / CAST("t7"."oldest_age" AS Nullable(Float64))
        ) + 1,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "frequency_drift_90",
  CASE
    WHEN "t7"."oldest_age" >= 365
    THEN CAST("t7"."season_days_ahead" AS Nullable(Float64)) / nullIf(CAST("t7"."order_days_365" AS Nullable(Float64)), 0)
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "season_ahead_share",
  CASE
    WHEN "t7"."oldest_age" > 425
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."order_days_60" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."season_days_year_ago" + 1 AS Nullable(Float64)), 0)
        ) > 0
        THEN CAST("t7"."order_days_60" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."season_days_year_ago" + 1 AS Nullable(Float64)), 0)
        ELSE CAST(NULL AS Nullable(Float64))
      END
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "year_on_year_60",
  CASE
    WHEN "t7"."order_days_365" >= 4
    THEN CAST(GREATEST(
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(0 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(8 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(16 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(24 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(32 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(40 AS Nullable(Int64))),
        255
      ),
      bitAnd(
        bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(48 AS Nullable(Int64))),
        255
      )
    ) AS Nullable(Float64)) / nullIf(CAST("t7"."order_days_365" AS Nullable(Float64)), 0)
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "weekday_share",
  CAST(bitAnd(
    bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(16 AS Nullable(Int64))),
    255
  ) + bitAnd(
    bitShiftRight(CAST("t7"."weekday_counts" AS Nullable(Int64)), CAST(24 AS Nullable(Int64))),
    255
  ) AS Nullable(Float64)) / nullIf(CAST("t7"."order_days_365" AS Nullable(Float64)), 0) AS "weekend_share",
  (
    CAST("t7"."amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
  ) / 100 AS "average_check",
  LN(
    CASE
      WHEN (
        (
          CAST("t7"."short_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."short_count" AS Nullable(Float64)), 0)
        ) / nullIf(
          CAST("t7"."amount_sum" - "t7"."short_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."order_days" - "t7"."short_count" AS Nullable(Float64)), 0),
          0
        )
      ) > 0
      THEN (
        CAST("t7"."short_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."short_count" AS Nullable(Float64)), 0)
      ) / nullIf(
        CAST("t7"."amount_sum" - "t7"."short_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."order_days" - "t7"."short_count" AS Nullable(Float64)), 0),
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "check_drift",
  (
    CASE
      WHEN (
        "t7"."order_days" >= 3
      )
      AND (
        (
          CAST("t7"."age_squares" AS Nullable(Float64)) - (
            (
              CAST("t7"."age_sum" AS Nullable(Float64)) * CAST("t7"."age_sum" AS Nullable(Float64))
            ) / CAST("t7"."order_days" AS Nullable(Float64))
          )
        ) > CAST(0.5 AS Nullable(Float64))
      )
      THEN -(
        CAST("t7"."age_log_amount" AS Nullable(Float64)) - (
          (
            CAST("t7"."age_sum" AS Nullable(Float64)) * CAST("t7"."log_amount_sum" AS Nullable(Float64))
          ) / CAST("t7"."order_days" AS Nullable(Float64))
        )
      ) / nullIf(
        CAST("t7"."age_squares" AS Nullable(Float64)) - (
          (
            CAST("t7"."age_sum" AS Nullable(Float64)) * CAST("t7"."age_sum" AS Nullable(Float64))
          ) / CAST("t7"."order_days" AS Nullable(Float64))
        ),
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END * 365
  ) / 1000000 AS "check_slope",
  LN(
    CASE
      WHEN (
        CAST("t7"."last_amount" AS Nullable(Float64)) / nullIf(
          CAST("t7"."amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64)),
          0
        )
      ) > 0
      THEN CAST("t7"."last_amount" AS Nullable(Float64)) / nullIf(
        CAST("t7"."amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64)),
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "last_check_log_ratio",
  CASE
    WHEN "t7"."order_days" >= 2
    THEN SQRT(
      CASE
        WHEN isNull(
          (
            CAST("t7"."log_amount_squares" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
          ) - (
            (
              CAST("t7"."log_amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
            ) * (
              CAST("t7"."log_amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
            )
          )
        )
        THEN NULL
        ELSE GREATEST(
          CAST(0.0 AS Nullable(Float64)),
          (
            CAST("t7"."log_amount_squares" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
          ) - (
            (
              CAST("t7"."log_amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
            ) * (
              CAST("t7"."log_amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64))
            )
          )
        )
      END
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END / 1000000 AS "check_spread",
  CAST("t7"."largest_amount" AS Nullable(Float64)) / nullIf(
    CAST("t7"."amount_sum" AS Nullable(Float64)) / CAST("t7"."order_days" AS Nullable(Float64)),
    0
  ) AS "largest_check_ratio",
  CAST("t7"."quarter_amount" AS Nullable(Float64)) / 100 AS "amount_90",
  CAST("t7"."year_amount" AS Nullable(Float64)) / 100 AS "amount_365",
  CAST("t7"."amount_sum" AS Nullable(Float64)) / 100 AS "amount_ever",
  CAST("t7"."product_count_365" AS Nullable(Float64)) AS "products_365",
  CASE
    WHEN "t7"."product_count_half_before" > 0
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."product_count_half" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."product_count_half_before" + 1 AS Nullable(Float64)), 0)
        ) > 0
        THEN CAST("t7"."product_count_half" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."product_count_half_before" + 1 AS Nullable(Float64)), 0)
        ELSE CAST(NULL AS Nullable(Float64))
      END
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "products_drift_180",
  CASE
    WHEN "t7"."oldest_age" > 90
    THEN CAST("t7"."product_count_new_90" AS Nullable(Float64)) / nullIf(CAST("t7"."product_count_90" AS Nullable(Float64)), 0)
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "new_products_share_90",
  CAST("t7"."category_count_365" AS Nullable(Float64)) AS "categories_365",
  CASE
    WHEN "t7"."category_count_half_before" > 0
    THEN LN(
      CASE
        WHEN (
          CAST("t7"."category_count_half" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."category_count_half_before" + 1 AS Nullable(Float64)), 0)
        ) > 0
        THEN CAST("t7"."category_count_half" + 1 AS Nullable(Float64)) / nullIf(CAST("t7"."category_count_half_before" + 1 AS Nullable(Float64)), 0)
        ELSE CAST(NULL AS Nullable(Float64))
      END
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "categories_drift_180",
  CASE
    WHEN "t7"."oldest_age" > 90
    THEN CAST("t7"."category_count_new_90" AS Nullable(Float64))
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "new_categories_90",
  CAST("t7"."category_count_given_up" AS Nullable(Float64)) AS "categories_given_up",
  CAST("t7"."category_count_given_up" AS Nullable(Float64)) / nullIf(CAST("t7"."category_count_regular" AS Nullable(Float64)), 0) AS "given_up_share",
  CAST("t7"."top_category_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."category_amount" AS Nullable(Float64)), 0) AS "top_category_share",
  LN(
    CASE
      WHEN (
        CAST("t7"."basket_today" AS Nullable(Float64)) / nullIf(CAST("t7"."basket_paid_priced" AS Nullable(Float64)), 0)
      ) > 0
      THEN CAST("t7"."basket_today" AS Nullable(Float64)) / nullIf(CAST("t7"."basket_paid_priced" AS Nullable(Float64)), 0)
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "basket_price_rise",
  CAST("t7"."basket_paid_priced" AS Nullable(Float64)) / nullIf(CAST("t7"."basket_paid" AS Nullable(Float64)), 0) AS "basket_priced_share",
  LN(
    CASE
      WHEN (
        CAST("t7"."last_paid" AS Nullable(Float64)) / nullIf(CAST("t7"."last_at_price_before" AS Nullable(Float64)), 0)
      ) > 0
      THEN CAST("t7"."last_paid" AS Nullable(Float64)) / nullIf(CAST("t7"."last_at_price_before" AS Nullable(Float64)), 0)
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "last_price_rise",
  CAST("t7"."discounted_days_365" AS Nullable(Float64)) / nullIf(CAST("t7"."order_days_365" AS Nullable(Float64)), 0) AS "discounted_share_365",
  CAST("t7"."discount_365" AS Nullable(Float64)) / nullIf(CAST("t7"."year_amount" + "t7"."discount_365" AS Nullable(Float64)), 0) AS "discount_share_365",
  LN(
    CASE
      WHEN (
        (
          CAST("t7"."quarter_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."quarter_amount" + "t7"."discount_90" AS Nullable(Float64)), 0)
        ) / nullIf(
          CAST("t7"."amount_sum" - "t7"."quarter_amount" AS Nullable(Float64)) / nullIf(
            CAST((
              "t7"."amount_sum" - "t7"."quarter_amount"
            ) + (
              "t7"."discount_ever" - "t7"."discount_90"
            ) AS Nullable(Float64)),
            0
          ),
          0
        )
      ) > 0
      THEN (
        CAST("t7"."quarter_amount" AS Nullable(Float64)) / nullIf(CAST("t7"."quarter_amount" + "t7"."discount_90" AS Nullable(Float64)), 0)
      ) / nullIf(
        CAST("t7"."amount_sum" - "t7"."quarter_amount" AS Nullable(Float64)) / nullIf(
          CAST((
            "t7"."amount_sum" - "t7"."quarter_amount"
          ) + (
            "t7"."discount_ever" - "t7"."discount_90"
          ) AS Nullable(Float64)),
          0
        ),
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "discount_loss_90",
  CAST("t7"."latest_discount_age" AS Nullable(Float64)) AS "days_since_discount",
  CAST("t7"."return_count_365" AS Nullable(Float64)) AS "returns_365",
  CAST("t7"."cancellation_count_365" AS Nullable(Float64)) AS "cancellations_365",
  CAST("t7"."setback_count_90" AS Nullable(Float64)) AS "setbacks_90",
  CAST("t7"."setback_count_365" AS Nullable(Float64)) / nullIf(
    CAST("t7"."order_days_365" AS Nullable(Float64)) + CAST("t7"."setback_count_365" AS Nullable(Float64)),
    0
  ) AS "setback_share_365",
  CAST("t7"."returned_amount_365" AS Nullable(Float64)) / nullIf(CAST("t7"."year_amount" + "t7"."undone_amount_365" AS Nullable(Float64)), 0) AS "returned_amount_share_365",
  LN(
    CASE
      WHEN (
        CAST("t7"."setback_count_90" + 1 AS Nullable(Float64)) / nullIf(
          (
            (
              CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS Nullable(Float64)) / nullIf(
                (
                  CAST("t7"."order_days_365" AS Nullable(Float64)) + CAST("t7"."setback_count_365" AS Nullable(Float64))
                ) - (
                  CAST("t7"."order_days_90" AS Nullable(Float64)) + CAST("t7"."setback_count_90" AS Nullable(Float64))
                ),
                0
              )
            ) * (
              CAST("t7"."order_days_90" AS Nullable(Float64)) + CAST("t7"."setback_count_90" AS Nullable(Float64))
            )
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."setback_count_90" + 1 AS Nullable(Float64)) / nullIf(
        (
          (
            CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS Nullable(Float64)) / nullIf(
              (
                CAST("t7"."order_days_365" AS Nullable(Float64)) + CAST("t7"."setback_count_365" AS Nullable(Float64))
              ) - (
                CAST("t7"."order_days_90" AS Nullable(Float64)) + CAST("t7"."setback_count_90" AS Nullable(Float64))
              ),
              0
            )
          ) * (
            CAST("t7"."order_days_90" AS Nullable(Float64)) + CAST("t7"."setback_count_90" AS Nullable(Float64))
          )
        ) + 1,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "setback_drift_90",
  CAST("t7"."latest_setback_age" AS Nullable(Float64)) AS "days_since_setback",
  CAST("t7"."margin_sum" - "t7"."refunded_margin" AS Nullable(Float64)) / 100 AS "margin_ever",
  CAST("t7"."late_90" AS Nullable(Float64)) / nullIf(CAST("t7"."delivered_90" AS Nullable(Float64)), 0) AS "late_share_90",
  CAST("t7"."late_365" AS Nullable(Float64)) / nullIf(CAST("t7"."delivered_365" AS Nullable(Float64)), 0) AS "late_share_365",
  CAST("t7"."days_late_365" AS Nullable(Float64)) / nullIf(CAST("t7"."delivered_365" AS Nullable(Float64)), 0) AS "mean_days_late_365",
  CAST("t7"."worst_late_365" AS Nullable(Float64)) AS "worst_days_late_365",
  CASE
    WHEN isNull("t7"."latest_delivery_age")
    THEN CAST(NULL AS Nullable(Float64))
    ELSE CASE
      WHEN "t7"."latest_late_delivery_age" = "t7"."latest_delivery_age"
      THEN CAST(1.0 AS Nullable(Float64))
      ELSE CAST(0.0 AS Nullable(Float64))
    END
  END AS "last_delivery_late",
  LN(
    CASE
      WHEN (
        CAST("t7"."late_90" + 1 AS Nullable(Float64)) / nullIf(
          (
            (
              CAST("t7"."late_365" - "t7"."late_90" AS Nullable(Float64)) / nullIf(CAST("t7"."delivered_365" - "t7"."delivered_90" AS Nullable(Float64)), 0)
            ) * "t7"."delivered_90"
          ) + 1,
          0
        )
      ) > 0
      THEN CAST("t7"."late_90" + 1 AS Nullable(Float64)) / nullIf(
        (
          (
            CAST("t7"."late_365" - "t7"."late_90" AS Nullable(Float64)) / nullIf(CAST("t7"."delivered_365" - "t7"."delivered_90" AS Nullable(Float64)), 0)
          ) * "t7"."delivered_90"
        ) + 1,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "late_deliveries_drift_90",
  CAST("t7"."overdue_count" AS Nullable(Float64)) AS "overdue_deliveries",
  CAST("t7"."oldest_overdue_days" AS Nullable(Float64)) AS "oldest_overdue_delivery_days",
  CAST("t7"."complaints" AS Nullable(Float64)) AS "complaints",
  CAST("t7"."complaints_30" AS Nullable(Float64)) AS "complaints_30",
  CAST("t7"."complaints_90" AS Nullable(Float64)) AS "complaints_90",
  CAST("t7"."complaints_365" AS Nullable(Float64)) AS "complaints_365",
  CAST("t7"."complaints_service" AS Nullable(Float64)) AS "complaints_service",
  CAST("t7"."complaints_delivery" AS Nullable(Float64)) AS "complaints_delivery",
  CAST("t7"."complaints_quality" AS Nullable(Float64)) AS "complaints_quality",
  CAST("t7"."complaints_price" AS Nullable(Float64)) AS "complaints_price",
  CAST("t7"."complaints_conflict" AS Nullable(Float64)) AS "complaints_conflict",
  CAST("t7"."complaints_other" AS Nullable(Float64)) AS "complaints_other",
  CAST("t7"."complaints_open" AS Nullable(Float64)) AS "complaints_open",
  CAST("t7"."complaint_days_to_resolve" AS Nullable(Float64)) / nullIf(CAST("t7"."complaints_closed" AS Nullable(Float64)), 0) AS "days_to_resolve",
  CAST("t7"."latest_complaint_age" AS Nullable(Float64)) AS "days_since_complaint",
  CAST("t7"."oldest_open_complaint_age" AS Nullable(Float64)) AS "oldest_open_complaint_days",
  CAST("t7"."worst_complaint" AS Nullable(Float64)) AS "worst_complaint_365",
  CAST("t7"."conflict_count_365" AS Nullable(Float64)) AS "conflicts_365",
  CAST("t7"."latest_conflict_age" AS Nullable(Float64)) AS "days_since_conflict",
  CAST("t7"."latest_quality_age" AS Nullable(Float64)) AS "days_since_quality_complaint",
  CAST("t7"."latest_slow_age" AS Nullable(Float64)) AS "days_since_slow_complaint",
  LN(
    CASE
      WHEN (
        CAST((
          "t7"."days_compared" + "t7"."complaints_compared"
        ) * 100 AS Nullable(Float64)) / nullIf(
          CAST("t7"."usual_hundredths_compared" + (
            "t7"."complaints_compared" * 100
          ) AS Nullable(Float64)),
          0
        )
      ) > 0
      THEN CAST((
        "t7"."days_compared" + "t7"."complaints_compared"
      ) * 100 AS Nullable(Float64)) / nullIf(
        CAST("t7"."usual_hundredths_compared" + (
          "t7"."complaints_compared" * 100
        ) AS Nullable(Float64)),
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "resolution_to_usual_ratio",
  CAST("t7"."open_beyond_usual" AS Nullable(Float64)) AS "complaints_overdue",
  CAST("t7"."nps_last" AS Nullable(Float64)) AS "nps_last",
  CAST("t7"."nps_sum" AS Nullable(Float64)) / nullIf(CAST("t7"."nps_answers" AS Nullable(Float64)), 0) AS "nps_mean",
  CAST("t7"."nps_last" AS Nullable(Float64)) - CAST("t7"."nps_before" AS Nullable(Float64)) AS "nps_change",
  CAST("t7"."latest_nps_age" AS Nullable(Float64)) AS "days_since_nps",
  CASE
    WHEN isNull(CAST("t7"."nps_last" AS Nullable(Float64)))
    THEN CAST(NULL AS Nullable(Float64))
    ELSE CASE
      WHEN CAST("t7"."nps_last" AS Nullable(Float64)) < 7
      THEN CAST(1.0 AS Nullable(Float64))
      ELSE CAST(0.0 AS Nullable(Float64))
    END
  END AS "nps_detractor",
  CAST("t7"."nps_low" AS Nullable(Float64)) / nullIf(CAST("t7"."nps_answers" AS Nullable(Float64)), 0) AS "nps_low_share",
  CAST("t7"."nps_product_placed" % 16 AS Nullable(Float64)) AS "nps_product",
  CAST("t7"."nps_service_placed" % 16 AS Nullable(Float64)) AS "nps_service",
  CAST("t7"."nps_delivery_placed" % 16 AS Nullable(Float64)) AS "nps_delivery",
  CAST("t7"."contact_count_30" AS Nullable(Float64)) AS "contacts_30",
  CAST("t7"."contact_count_90" AS Nullable(Float64)) AS "contacts_90",
  CAST("t7"."contact_count_365" AS Nullable(Float64)) AS "contacts_365",
  CAST("t7"."since_reached_day" AS Nullable(Float64)) AS "days_since_contact",
  CAST("t7"."since_inbound_day" AS Nullable(Float64)) AS "days_since_inbound_contact",
  CAST("t7"."since_outbound_day" AS Nullable(Float64)) AS "days_since_outbound_contact",
  CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS Nullable(Float64)) / nullIf(CAST("t7"."pauses_so_far" AS Nullable(Float64)), 0) AS "usual_contact_pause_days",
  CAST("t7"."since_reached_day" AS Nullable(Float64)) / nullIf(
    CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS Nullable(Float64)) / nullIf(CAST("t7"."pauses_so_far" AS Nullable(Float64)), 0),
    0
  ) AS "contact_pause_ratio",
  CAST(GREATEST(
    COALESCE(
      COALESCE("t7"."longest_pause_365", "t7"."since_reached_day"),
      COALESCE("t7"."since_reached_day", "t7"."longest_pause_365")
    ),
    COALESCE(
      COALESCE("t7"."since_reached_day", "t7"."longest_pause_365"),
      COALESCE("t7"."longest_pause_365", "t7"."since_reached_day")
    )
  ) AS Nullable(Float64)) AS "longest_contact_pause_365",
  CAST(GREATEST(
    COALESCE(
      COALESCE("t7"."longest_outbound_365", "t7"."since_outbound_day"),
      COALESCE("t7"."since_outbound_day", "t7"."longest_outbound_365")
    ),
    COALESCE(
      COALESCE("t7"."since_outbound_day", "t7"."longest_outbound_365"),
      COALESCE("t7"."longest_outbound_365", "t7"."since_outbound_day")
    )
  ) AS Nullable(Float64)) AS "longest_outbound_pause_365",
  CAST(COALESCE("t7"."fruitless_run_so_far", 0) AS Nullable(Float64)) AS "fruitless_contacts",
  CAST(CASE
    WHEN "t7"."fruitless_run_so_far" > 0
    THEN "t7"."since_run_day"
    ELSE CAST(NULL AS Nullable(Int64))
  END AS Nullable(Float64)) AS "days_fruitless",
  CAST("t7"."refused_90" AS Nullable(Float64)) AS "refusals_90",
  CAST("t7"."informative_365" AS Nullable(Float64)) / nullIf(CAST("t7"."informative_365" + "t7"."fruitless_365" AS Nullable(Float64)), 0) AS "fruitful_share_365",
  CAST("t7"."inbound_365" AS Nullable(Float64)) / nullIf(CAST("t7"."inbound_365" + "t7"."outbound_365" AS Nullable(Float64)), 0) AS "client_started_share_365",
  (
    CAST("t7"."answer_minutes_90" AS Nullable(Float64)) / nullIf(CAST("t7"."answered_90" AS Nullable(Float64)), 0)
  ) / 60 AS "hours_to_answer_90",
  (
    CAST("t7"."answer_minutes_365" AS Nullable(Float64)) / nullIf(CAST("t7"."answered_365" AS Nullable(Float64)), 0)
  ) / 60 AS "hours_to_answer_365",
  CAST("t7"."since_informative_day" AS Nullable(Float64)) AS "days_since_informative_contact",
  CAST("t7"."since_informative_day" AS Nullable(Float64)) / nullIf(CAST("t7"."contact_every_days" AS Nullable(Float64)), 0) AS "cadence_ratio",
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
  END AS Nullable(Float64)) / nullIf(
    CAST(LEAST(
      12,
      COALESCE(
        CAST(FLOOR(CAST("t7"."oldest_age" + 6 AS Nullable(Float64)) / (
          7
        )) AS Nullable(Int64)),
        12
      )
    ) AS Nullable(Float64)),
    0
  ) AS "cadence_kept_share",
  CAST("t7"."latest_visit_age" AS Nullable(Float64)) AS "days_since_visit",
  CAST("t7"."visit_count_since_order" AS Nullable(Float64)) AS "visits_since_order",
  CAST("t7"."visit_count_30" AS Nullable(Float64)) AS "visits_30",
  CAST("t7"."visit_count_90" AS Nullable(Float64)) AS "visits_90",
  LN(
    CASE
      WHEN (
        CAST("t7"."visit_count_30" + 1 AS Nullable(Float64)) / nullIf(
          CASE
            WHEN (
              CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 30
            ) >= 30
            THEN (
              (
                CAST("t7"."visit_count_before_30" AS Nullable(Float64)) * 30
              ) / LEAST(
                COALESCE(
                  CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 30,
                  CAST(365.0 AS Nullable(Float64))
                ),
                CAST(365.0 AS Nullable(Float64))
              )
            ) + 1
            ELSE CAST(NULL AS Nullable(Float64))
          END,
          0
        )
      ) > 0
      THEN CAST("t7"."visit_count_30" + 1 AS Nullable(Float64)) / nullIf(
        CASE
          WHEN (
            CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 30
          ) >= 30
          THEN (
            (
              CAST("t7"."visit_count_before_30" AS Nullable(Float64)) * 30
            ) / LEAST(
              COALESCE(
                CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 30,
                CAST(365.0 AS Nullable(Float64))
              ),
              CAST(365.0 AS Nullable(Float64))
            )
          ) + 1
          ELSE CAST(NULL AS Nullable(Float64))
        END,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "visits_drift_30",
  LN(
    CASE
      WHEN (
        CAST("t7"."visit_count_90" + 1 AS Nullable(Float64)) / nullIf(
          CASE
            WHEN (
              CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 90
            ) >= 90
            THEN (
              (
                CAST("t7"."visit_count_before_90" AS Nullable(Float64)) * 90
              ) / LEAST(
                COALESCE(
                  CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 90,
                  CAST(365.0 AS Nullable(Float64))
                ),
                CAST(365.0 AS Nullable(Float64))
              )
            ) + 1
            ELSE CAST(NULL AS Nullable(Float64))
          END,
          0
        )
      ) > 0
      THEN CAST("t7"."visit_count_90" + 1 AS Nullable(Float64)) / nullIf(
        CASE
          WHEN (
            CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 90
          ) >= 90
          THEN (
            (
              CAST("t7"."visit_count_before_90" AS Nullable(Float64)) * 90
            ) / LEAST(
              COALESCE(
                CAST("t7"."oldest_visit_age" AS Nullable(Float64)) - 90,
                CAST(365.0 AS Nullable(Float64))
              ),
              CAST(365.0 AS Nullable(Float64))
            )
          ) + 1
          ELSE CAST(NULL AS Nullable(Float64))
        END,
        0
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
  ) AS "visits_drift_90",
  CAST("t7"."manager_changed_90" AS Nullable(Float64)) AS "manager_changes_90",
  CAST("t7"."manager_changed_365" AS Nullable(Float64)) AS "manager_changes_365",
  CAST("t7"."latest_manager_change_age" AS Nullable(Float64)) AS "days_since_manager_change",
  CAST("t7"."latest_manager_dismissed_age" AS Nullable(Float64)) AS "days_since_manager_dismissed",
  CAST(COALESCE("t7"."manager_names", 0) AS Nullable(Float64)) AS "managers_ever",
  CAST(CASE
    WHEN "t7"."managers_in_office" > 0
    THEN COALESCE("t7"."latest_manager_change_age", "t7"."oldest_manager_age")
    ELSE CAST(NULL AS Nullable(Int32))
  END AS Nullable(Float64)) AS "manager_tenure_days",
  CAST(CASE
    WHEN "t7"."manager_rows" > 0
    THEN CASE
      WHEN "t7"."managers_in_office" = 0
      THEN "t7"."latest_manager_end_age"
      ELSE 0
    END
    ELSE CAST(NULL AS Nullable(Int64))
  END AS Nullable(Float64)) AS "days_without_manager",
  "t7"."branch_churn_90" AS "branch_churn_90",
  CAST("t7"."client_age" AS Nullable(Float64)) AS "days_since_created",
  CASE
    WHEN CAST("t7"."contract_days_left" AS Nullable(Float64)) >= 0
    THEN CAST("t7"."contract_days_left" AS Nullable(Float64))
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "days_to_contract_end",
  CASE
    WHEN CAST("t7"."contract_days_left" AS Nullable(Float64)) < 0
    THEN -(
      CAST("t7"."contract_days_left" AS Nullable(Float64))
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "days_since_contract_end",
  "t7"."abc_fall" AS "abc_fall",
  "t7"."xyz_fall" AS "xyz_fall",
  "t7"."horizon_days" AS "horizon_days",
  "t7"."branch" AS "branch",
  "t7"."client_kind" AS "client_kind",
  "t7"."client_industry" AS "client_industry",
  "t7"."client_region" AS "client_region"
FROM (
  SELECT
    "t6".*
    EXCEPT ("peer")
  FROM (
    SELECT
      "t2"."client_id" AS "client_id",
      "t2"."amount_month_0" AS "amount_month_0",
      "t2"."amount_month_1" AS "amount_month_1",
      "t2"."amount_month_2" AS "amount_month_2",
      "t2"."amount_month_3" AS "amount_month_3",
      "t2"."amount_month_4" AS "amount_month_4",
      "t2"."amount_month_5" AS "amount_month_5",
      "t2"."amount_month_6" AS "amount_month_6",
      "t2"."amount_month_7" AS "amount_month_7",
      "t2"."amount_month_8" AS "amount_month_8",
      "t2"."amount_month_9" AS "amount_month_9",
      "t2"."amount_month_10" AS "amount_month_10",
      "t2"."amount_month_11" AS "amount_month_11",
      "t2"."amount_month_12" AS "amount_month_12",
      "t2"."amount_month_13" AS "amount_month_13",
      "t2"."amount_month_14" AS "amount_month_14",
      "t2"."year_amount" AS "year_amount",
      "t2"."year_amount_before" AS "year_amount_before",
      "t2"."log_gap_sum" AS "log_gap_sum",
      "t2"."log_gap_squares" AS "log_gap_squares",
      "t2"."longest_gap" AS "longest_gap",
      "t2"."last_gap" AS "last_gap",
      "t2"."recent_log_gap_sum" AS "recent_log_gap_sum",
      "t2"."order_days" AS "order_days",
      "t2"."oldest_age" AS "oldest_age",
      "t2"."latest_age" AS "latest_age",
      "t2"."decayed_30" AS "decayed_30",
      "t2"."decayed_90" AS "decayed_90",
      "t2"."decayed_180" AS "decayed_180",
      "t2"."window_counts" AS "window_counts",
      "t2"."last_weeks" AS "last_weeks",
      "t2"."season_days_ahead" AS "season_days_ahead",
      "t2"."season_days_year_ago" AS "season_days_year_ago",
      "t2"."weekday_counts" AS "weekday_counts",
      "t2"."amount_sum" AS "amount_sum",
      "t2"."margin_sum" AS "margin_sum",
      "t2"."last_amount" AS "last_amount",
      "t2"."largest_amount" AS "largest_amount",
      "t2"."recent_amount" AS "recent_amount",
      "t2"."log_amount_sum" AS "log_amount_sum",
      "t2"."log_amount_squares" AS "log_amount_squares",
      "t2"."age_sum" AS "age_sum",
      "t2"."age_squares" AS "age_squares",
      "t2"."age_log_amount" AS "age_log_amount",
      "t2"."discounted_days_365" AS "discounted_days_365",
      "t2"."discount_90" AS "discount_90",
      "t2"."discount_365" AS "discount_365",
      "t2"."discount_ever" AS "discount_ever",
      "t2"."latest_discount_age" AS "latest_discount_age",
      "t2"."product_count_365" AS "product_count_365",
      "t2"."product_count_half" AS "product_count_half",
      "t2"."product_count_half_before" AS "product_count_half_before",
      "t2"."product_count_90" AS "product_count_90",
      "t2"."product_count_new_90" AS "product_count_new_90",
      "t2"."basket_paid" AS "basket_paid",
      "t2"."basket_paid_priced" AS "basket_paid_priced",
      "t2"."basket_today" AS "basket_today",
      "t2"."last_paid" AS "last_paid",
      "t2"."last_at_price_before" AS "last_at_price_before",
      "t2"."category_count_365" AS "category_count_365",
      "t2"."category_count_half" AS "category_count_half",
      "t2"."category_count_half_before" AS "category_count_half_before",
      "t2"."category_count_new_90" AS "category_count_new_90",
      "t2"."category_count_regular" AS "category_count_regular",
      "t2"."category_count_given_up" AS "category_count_given_up",
      "t2"."category_amount" AS "category_amount",
      "t2"."top_category_amount" AS "top_category_amount",
      "t2"."setback_count_90" AS "setback_count_90",
      "t2"."setback_count_365" AS "setback_count_365",
      "t2"."return_count_365" AS "return_count_365",
      "t2"."cancellation_count_365" AS "cancellation_count_365",
      "t2"."returned_amount_365" AS "returned_amount_365",
      "t2"."undone_amount_365" AS "undone_amount_365",
      "t2"."refunded_margin" AS "refunded_margin",
      "t2"."latest_setback_age" AS "latest_setback_age",
      "t2"."delivered_90" AS "delivered_90",
      "t2"."delivered_365" AS "delivered_365",
      "t2"."late_90" AS "late_90",
      "t2"."late_365" AS "late_365",
      "t2"."days_late_365" AS "days_late_365",
      "t2"."worst_late_365" AS "worst_late_365",
      "t2"."latest_delivery_age" AS "latest_delivery_age",
      "t2"."latest_late_delivery_age" AS "latest_late_delivery_age",
      "t2"."overdue_count" AS "overdue_count",
      "t2"."oldest_overdue_days" AS "oldest_overdue_days",
      "t2"."complaints" AS "complaints",
      "t2"."complaints_30" AS "complaints_30",
      "t2"."complaints_90" AS "complaints_90",
      "t2"."complaints_365" AS "complaints_365",
      "t2"."complaints_service" AS "complaints_service",
      "t2"."complaints_delivery" AS "complaints_delivery",
      "t2"."complaints_quality" AS "complaints_quality",
      "t2"."complaints_price" AS "complaints_price",
      "t2"."complaints_conflict" AS "complaints_conflict",
      "t2"."complaints_other" AS "complaints_other",
      "t2"."complaints_open" AS "complaints_open",
      "t2"."complaints_closed" AS "complaints_closed",
      "t2"."complaint_days_to_resolve" AS "complaint_days_to_resolve",
      "t2"."latest_complaint_age" AS "latest_complaint_age",
      "t2"."oldest_open_complaint_age" AS "oldest_open_complaint_age",
      "t2"."worst_complaint" AS "worst_complaint",
      "t2"."conflict_count_365" AS "conflict_count_365",
      "t2"."latest_conflict_age" AS "latest_conflict_age",
      "t2"."latest_quality_age" AS "latest_quality_age",
      "t2"."latest_slow_age" AS "latest_slow_age",
      "t2"."complaints_compared" AS "complaints_compared",
      "t2"."days_compared" AS "days_compared",
      "t2"."usual_hundredths_compared" AS "usual_hundredths_compared",
      "t2"."open_beyond_usual" AS "open_beyond_usual",
      "t2"."nps_answers" AS "nps_answers",
      "t2"."nps_sum" AS "nps_sum",
      "t2"."nps_low" AS "nps_low",
      "t2"."nps_last" AS "nps_last",
      "t2"."nps_before" AS "nps_before",
      "t2"."latest_nps_age" AS "latest_nps_age",
      "t2"."nps_product_placed" AS "nps_product_placed",
      "t2"."nps_service_placed" AS "nps_service_placed",
      "t2"."nps_delivery_placed" AS "nps_delivery_placed",
      "t2"."contact_count_30" AS "contact_count_30",
      "t2"."contact_count_90" AS "contact_count_90",
      "t2"."contact_count_365" AS "contact_count_365",
      "t2"."since_reached_day" AS "since_reached_day",
      "t2"."since_first_reached_day" AS "since_first_reached_day",
      "t2"."since_inbound_day" AS "since_inbound_day",
      "t2"."since_outbound_day" AS "since_outbound_day",
      "t2"."since_informative_day" AS "since_informative_day",
      "t2"."since_run_day" AS "since_run_day",
      "t2"."pauses_so_far" AS "pauses_so_far",
      "t2"."fruitless_run_so_far" AS "fruitless_run_so_far",
      "t2"."longest_pause_365" AS "longest_pause_365",
      "t2"."longest_outbound_365" AS "longest_outbound_365",
      "t2"."inbound_365" AS "inbound_365",
      "t2"."outbound_365" AS "outbound_365",
      "t2"."informative_365" AS "informative_365",
      "t2"."fruitless_365" AS "fruitless_365",
      "t2"."refused_90" AS "refused_90",
      "t2"."answered_90" AS "answered_90",
      "t2"."answered_365" AS "answered_365",
      "t2"."answer_minutes_90" AS "answer_minutes_90",
      "t2"."answer_minutes_365" AS "answer_minutes_365",
      "t2"."informative_age_0" AS "informative_age_0",
      "t2"."informative_age_1" AS "informative_age_1",
      "t2"."informative_age_2" AS "informative_age_2",
      "t2"."informative_age_3" AS "informative_age_3",
      "t2"."informative_age_4" AS "informative_age_4",
      "t2"."informative_age_5" AS "informative_age_5",
      "t2"."informative_age_6" AS "informative_age_6",
      "t2"."informative_age_7" AS "informative_age_7",
      "t2"."informative_age_8" AS "informative_age_8",
      "t2"."informative_age_9" AS "informative_age_9",
      "t2"."informative_age_10" AS "informative_age_10",
      "t2"."informative_age_11" AS "informative_age_11",
      "t2"."visit_count_30" AS "visit_count_30",
      "t2"."visit_count_90" AS "visit_count_90",
      "t2"."visit_count_before_30" AS "visit_count_before_30",
      "t2"."visit_count_before_90" AS "visit_count_before_90",
      "t2"."visit_count_since_order" AS "visit_count_since_order",
      "t2"."latest_visit_age" AS "latest_visit_age",
      "t2"."oldest_visit_age" AS "oldest_visit_age",
      "t2"."manager_rows" AS "manager_rows",
      "t2"."manager_names" AS "manager_names",
      "t2"."manager_changed_90" AS "manager_changed_90",
      "t2"."manager_changed_365" AS "manager_changed_365",
      "t2"."latest_manager_change_age" AS "latest_manager_change_age",
      "t2"."oldest_manager_age" AS "oldest_manager_age",
      "t2"."latest_manager_dismissed_age" AS "latest_manager_dismissed_age",
      "t2"."latest_manager_end_age" AS "latest_manager_end_age",
      "t2"."managers_in_office" AS "managers_in_office",
      "t2"."branch" AS "branch",
      "t2"."client_kind" AS "client_kind",
      "t2"."client_industry" AS "client_industry",
      "t2"."client_region" AS "client_region",
      "t2"."client_age" AS "client_age",
      "t2"."contract_days_left" AS "contract_days_left",
      "t2"."gap_count" AS "gap_count",
      "t2"."recent_gap_count" AS "recent_gap_count",
      "t2"."order_days_14" AS "order_days_14",
      "t2"."order_days_30" AS "order_days_30",
      "t2"."order_days_60" AS "order_days_60",
      "t2"."order_days_90" AS "order_days_90",
      "t2"."order_days_180" AS "order_days_180",
      "t2"."order_days_365" AS "order_days_365",
      "t2"."quarter_amount" AS "quarter_amount",
      "t2"."short_count" AS "short_count",
      "t2"."short_amount" AS "short_amount",
      "t2"."cycle_log" AS "cycle_log",
      "t2"."cycle_weight" AS "cycle_weight",
      "t2"."cycle_log_spread" AS "cycle_log_spread",
      "t2"."abc_a_from" AS "abc_a_from",
      "t2"."abc_b_from" AS "abc_b_from",
      "t2"."abc_a_from_before" AS "abc_a_from_before",
      "t2"."abc_b_from_before" AS "abc_b_from_before",
      "t2"."own_cycle_days" AS "own_cycle_days",
      "t2"."cycle_spread" AS "cycle_spread",
      "t2"."longest_gap_ratio" AS "longest_gap_ratio",
      "t2"."last_gap_ratio" AS "last_gap_ratio",
      "t2"."recent_gaps_log_ratio" AS "recent_gaps_log_ratio",
      "t2"."days_since_order" AS "days_since_order",
      "t2"."tenure_days" AS "tenure_days",
      "t2"."overdue_ratio" AS "overdue_ratio",
      "t2"."overdue_deviations" AS "overdue_deviations",
      "t2"."silent_share" AS "silent_share",
      "t2"."silence_to_longest_gap" AS "silence_to_longest_gap",
      "t2"."variation" AS "variation",
      "t2"."variation_before" AS "variation_before",
      "t2"."status" AS "status",
      "t2"."horizon_days" AS "horizon_days",
      "t2"."lost_after_days" AS "lost_after_days",
      "t2"."days_lost" AS "days_lost",
      "t2"."abc" AS "abc",
      "t2"."xyz" AS "xyz",
      "t2"."abc_before" AS "abc_before",
      "t2"."xyz_before" AS "xyz_before",
      "t2"."abc_fall" AS "abc_fall",
      "t2"."xyz_fall" AS "xyz_fall",
      "t2"."contact_every_days" AS "contact_every_days",
      "t5"."peer" AS "peer",
      "t5"."branch_churn_90" AS "branch_churn_90"
    FROM "winback_clients" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t3"."key" AS "peer",
        MAX(
          CASE
            WHEN "t3"."name" = 'branch_churn_90'
            THEN "t3"."value"
            ELSE CAST(NULL AS Nullable(Float64))
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
        "t3"."key"
    ) AS "t5"
      ON "t2"."branch" = "t5"."peer"
  ) AS "t6"
) AS "t7"
) AS "step" ORDER BY "client_id"
