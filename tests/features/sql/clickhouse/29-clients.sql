SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("amount_month_0" AS Nullable(Int64)) AS "amount_month_0",
  CAST("amount_month_1" AS Nullable(Int64)) AS "amount_month_1",
  CAST("amount_month_2" AS Nullable(Int64)) AS "amount_month_2",
  CAST("amount_month_3" AS Nullable(Int64)) AS "amount_month_3",
  CAST("amount_month_4" AS Nullable(Int64)) AS "amount_month_4",
  CAST("amount_month_5" AS Nullable(Int64)) AS "amount_month_5",
  CAST("amount_month_6" AS Nullable(Int64)) AS "amount_month_6",
  CAST("amount_month_7" AS Nullable(Int64)) AS "amount_month_7",
  CAST("amount_month_8" AS Nullable(Int64)) AS "amount_month_8",
  CAST("amount_month_9" AS Nullable(Int64)) AS "amount_month_9",
  CAST("amount_month_10" AS Nullable(Int64)) AS "amount_month_10",
  CAST("amount_month_11" AS Nullable(Int64)) AS "amount_month_11",
  CAST("amount_month_12" AS Nullable(Int64)) AS "amount_month_12",
  CAST("amount_month_13" AS Nullable(Int64)) AS "amount_month_13",
  CAST("amount_month_14" AS Nullable(Int64)) AS "amount_month_14",
  CAST("year_amount" AS Nullable(Int64)) AS "year_amount",
  CAST("year_amount_before" AS Nullable(Int64)) AS "year_amount_before",
  CAST("log_gap_sum" AS Nullable(Int64)) AS "log_gap_sum",
  CAST("log_gap_squares" AS Nullable(Int64)) AS "log_gap_squares",
  CAST("longest_gap" AS Nullable(Int64)) AS "longest_gap",
  CAST("last_gap" AS Nullable(Int64)) AS "last_gap",
  CAST("recent_log_gap_sum" AS Nullable(Int64)) AS "recent_log_gap_sum",
  CAST("order_days" AS Nullable(Int64)) AS "order_days",
  CAST("oldest_age" AS Nullable(Int64)) AS "oldest_age",
  CAST("latest_age" AS Nullable(Int64)) AS "latest_age",
  CAST("decayed_30" AS Nullable(Int64)) AS "decayed_30",
  CAST("decayed_90" AS Nullable(Int64)) AS "decayed_90",
  CAST("decayed_180" AS Nullable(Int64)) AS "decayed_180",
  CAST("window_counts" AS Nullable(Int64)) AS "window_counts",
  CAST("last_weeks" AS Nullable(Int64)) AS "last_weeks",
  CAST("season_days_ahead" AS Nullable(Int64)) AS "season_days_ahead",
  CAST("season_days_year_ago" AS Nullable(Int64)) AS "season_days_year_ago",
  CAST("weekday_counts" AS Nullable(Int64)) AS "weekday_counts",
  CAST("amount_sum" AS Nullable(Int64)) AS "amount_sum",
  CAST("margin_sum" AS Nullable(Int64)) AS "margin_sum",
  CAST("last_amount" AS Nullable(Int64)) AS "last_amount",
  CAST("largest_amount" AS Nullable(Int64)) AS "largest_amount",
  CAST("recent_amount" AS Nullable(Int64)) AS "recent_amount",
  CAST("log_amount_sum" AS Nullable(Int64)) AS "log_amount_sum",
  CAST("log_amount_squares" AS Nullable(Int64)) AS "log_amount_squares",
  CAST("age_sum" AS Nullable(Int64)) AS "age_sum",
  CAST("age_squares" AS Nullable(Int64)) AS "age_squares",
  CAST("age_log_amount" AS Nullable(Int64)) AS "age_log_amount",
  CAST("discounted_days_365" AS Nullable(Int64)) AS "discounted_days_365",
  CAST("discount_90" AS Nullable(Int64)) AS "discount_90",
  CAST("discount_365" AS Nullable(Int64)) AS "discount_365",
  CAST("discount_ever" AS Nullable(Int64)) AS "discount_ever",
  CAST("latest_discount_age" AS Nullable(Int64)) AS "latest_discount_age",
  CAST("product_count_365" AS Nullable(Int64)) AS "product_count_365",
  CAST("product_count_half" AS Nullable(Int64)) AS "product_count_half",
  CAST("product_count_half_before" AS Nullable(Int64)) AS "product_count_half_before",
  CAST("product_count_90" AS Nullable(Int64)) AS "product_count_90",
  CAST("product_count_new_90" AS Nullable(Int64)) AS "product_count_new_90",
  CAST("basket_paid" AS Nullable(Int64)) AS "basket_paid",
  CAST("basket_paid_priced" AS Nullable(Int64)) AS "basket_paid_priced",
  CAST("basket_today" AS Nullable(Int64)) AS "basket_today",
  CAST("last_paid" AS Nullable(Int64)) AS "last_paid",
  CAST("last_at_price_before" AS Nullable(Int64)) AS "last_at_price_before",
  CAST("category_count_365" AS Nullable(Int64)) AS "category_count_365",
  CAST("category_count_half" AS Nullable(Int64)) AS "category_count_half",
  CAST("category_count_half_before" AS Nullable(Int64)) AS "category_count_half_before",
  CAST("category_count_new_90" AS Nullable(Int64)) AS "category_count_new_90",
  CAST("category_count_regular" AS Nullable(Int64)) AS "category_count_regular",
  CAST("category_count_given_up" AS Nullable(Int64)) AS "category_count_given_up",
  CAST("category_amount" AS Nullable(Int64)) AS "category_amount",
  CAST("top_category_amount" AS Nullable(Int64)) AS "top_category_amount",
  CAST("setback_count_90" AS Nullable(Int64)) AS "setback_count_90",
  CAST("setback_count_365" AS Nullable(Int64)) AS "setback_count_365",
  CAST("return_count_365" AS Nullable(Int64)) AS "return_count_365",
  CAST("cancellation_count_365" AS Nullable(Int64)) AS "cancellation_count_365",
  CAST("returned_amount_365" AS Nullable(Int64)) AS "returned_amount_365",
  CAST("undone_amount_365" AS Nullable(Int64)) AS "undone_amount_365",
  CAST("refunded_margin" AS Nullable(Int64)) AS "refunded_margin",
  CAST("latest_setback_age" AS Nullable(Int64)) AS "latest_setback_age",
  CAST("delivered_90" AS Nullable(Int64)) AS "delivered_90",
  CAST("delivered_365" AS Nullable(Int64)) AS "delivered_365",
  CAST("late_90" AS Nullable(Int64)) AS "late_90",
  CAST("late_365" AS Nullable(Int64)) AS "late_365",
  CAST("days_late_365" AS Nullable(Int64)) AS "days_late_365",
  CAST("worst_late_365" AS Nullable(Int64)) AS "worst_late_365",
  CAST("latest_delivery_age" AS Nullable(Int64)) AS "latest_delivery_age",
  CAST("latest_late_delivery_age" AS Nullable(Int64)) AS "latest_late_delivery_age",
  CAST("overdue_count" AS Nullable(Int64)) AS "overdue_count",
  CAST("oldest_overdue_days" AS Nullable(Int64)) AS "oldest_overdue_days",
  CAST("complaints" AS Nullable(Int64)) AS "complaints",
  CAST("complaints_30" AS Nullable(Int64)) AS "complaints_30",
  CAST("complaints_90" AS Nullable(Int64)) AS "complaints_90",
  CAST("complaints_365" AS Nullable(Int64)) AS "complaints_365",
  CAST("complaints_service" AS Nullable(Int64)) AS "complaints_service",
  CAST("complaints_delivery" AS Nullable(Int64)) AS "complaints_delivery",
  CAST("complaints_quality" AS Nullable(Int64)) AS "complaints_quality",
  CAST("complaints_price" AS Nullable(Int64)) AS "complaints_price",
  CAST("complaints_conflict" AS Nullable(Int64)) AS "complaints_conflict",
  CAST("complaints_other" AS Nullable(Int64)) AS "complaints_other",
  CAST("complaints_open" AS Nullable(Int64)) AS "complaints_open",
  CAST("complaints_closed" AS Nullable(Int64)) AS "complaints_closed",
  CAST("complaint_days_to_resolve" AS Nullable(Int64)) AS "complaint_days_to_resolve",
  CAST("latest_complaint_age" AS Nullable(Int64)) AS "latest_complaint_age",
  CAST("oldest_open_complaint_age" AS Nullable(Int64)) AS "oldest_open_complaint_age",
  CAST("worst_complaint" AS Nullable(Int64)) AS "worst_complaint",
  CAST("conflict_count_365" AS Nullable(Int64)) AS "conflict_count_365",
  CAST("latest_conflict_age" AS Nullable(Int64)) AS "latest_conflict_age",
  CAST("latest_quality_age" AS Nullable(Int64)) AS "latest_quality_age",
  CAST("latest_slow_age" AS Nullable(Int64)) AS "latest_slow_age",
  CAST("complaints_compared" AS Nullable(Int64)) AS "complaints_compared",
  CAST("days_compared" AS Nullable(Int64)) AS "days_compared",
  CAST("usual_hundredths_compared" AS Nullable(Int64)) AS "usual_hundredths_compared",
  CAST("open_beyond_usual" AS Nullable(Int64)) AS "open_beyond_usual",
  CAST("nps_answers" AS Nullable(Int64)) AS "nps_answers",
  CAST("nps_sum" AS Nullable(Int64)) AS "nps_sum",
  CAST("nps_low" AS Nullable(Int64)) AS "nps_low",
  CAST("nps_last" AS Nullable(Int64)) AS "nps_last",
  CAST("nps_before" AS Nullable(Int64)) AS "nps_before",
  CAST("latest_nps_age" AS Nullable(Int64)) AS "latest_nps_age",
  CAST("nps_product_placed" AS Nullable(Int64)) AS "nps_product_placed",
  CAST("nps_service_placed" AS Nullable(Int64)) AS "nps_service_placed",
  CAST("nps_delivery_placed" AS Nullable(Int64)) AS "nps_delivery_placed",
  CAST("contact_count_30" AS Nullable(Int64)) AS "contact_count_30",
  CAST("contact_count_90" AS Nullable(Int64)) AS "contact_count_90",
  CAST("contact_count_365" AS Nullable(Int64)) AS "contact_count_365",
  CAST("since_reached_day" AS Nullable(Int64)) AS "since_reached_day",
  CAST("since_first_reached_day" AS Nullable(Int64)) AS "since_first_reached_day",
  CAST("since_inbound_day" AS Nullable(Int64)) AS "since_inbound_day",
  CAST("since_outbound_day" AS Nullable(Int64)) AS "since_outbound_day",
  CAST("since_informative_day" AS Nullable(Int64)) AS "since_informative_day",
  CAST("since_run_day" AS Nullable(Int64)) AS "since_run_day",
  CAST("pauses_so_far" AS Nullable(Int64)) AS "pauses_so_far",
  CAST("fruitless_run_so_far" AS Nullable(Int64)) AS "fruitless_run_so_far",
  CAST("longest_pause_365" AS Nullable(Int64)) AS "longest_pause_365",
  CAST("longest_outbound_365" AS Nullable(Int64)) AS "longest_outbound_365",
  CAST("inbound_365" AS Nullable(Int64)) AS "inbound_365",
  CAST("outbound_365" AS Nullable(Int64)) AS "outbound_365",
  CAST("informative_365" AS Nullable(Int64)) AS "informative_365",
  CAST("fruitless_365" AS Nullable(Int64)) AS "fruitless_365",
  CAST("refused_90" AS Nullable(Int64)) AS "refused_90",
  CAST("answered_90" AS Nullable(Int64)) AS "answered_90",
  CAST("answered_365" AS Nullable(Int64)) AS "answered_365",
  CAST("answer_minutes_90" AS Nullable(Int64)) AS "answer_minutes_90",
  CAST("answer_minutes_365" AS Nullable(Int64)) AS "answer_minutes_365",
  CAST("informative_age_0" AS Nullable(Int64)) AS "informative_age_0",
  CAST("informative_age_1" AS Nullable(Int64)) AS "informative_age_1",
  CAST("informative_age_2" AS Nullable(Int64)) AS "informative_age_2",
  CAST("informative_age_3" AS Nullable(Int64)) AS "informative_age_3",
  CAST("informative_age_4" AS Nullable(Int64)) AS "informative_age_4",
  CAST("informative_age_5" AS Nullable(Int64)) AS "informative_age_5",
  CAST("informative_age_6" AS Nullable(Int64)) AS "informative_age_6",
  CAST("informative_age_7" AS Nullable(Int64)) AS "informative_age_7",
  CAST("informative_age_8" AS Nullable(Int64)) AS "informative_age_8",
  CAST("informative_age_9" AS Nullable(Int64)) AS "informative_age_9",
  CAST("informative_age_10" AS Nullable(Int64)) AS "informative_age_10",
  CAST("informative_age_11" AS Nullable(Int64)) AS "informative_age_11",
  CAST("visit_count_30" AS Nullable(Int64)) AS "visit_count_30",
  CAST("visit_count_90" AS Nullable(Int64)) AS "visit_count_90",
  CAST("visit_count_before_30" AS Nullable(Int64)) AS "visit_count_before_30",
  CAST("visit_count_before_90" AS Nullable(Int64)) AS "visit_count_before_90",
  CAST("visit_count_since_order" AS Nullable(Int64)) AS "visit_count_since_order",
  CAST("latest_visit_age" AS Nullable(Int64)) AS "latest_visit_age",
  CAST("oldest_visit_age" AS Nullable(Int64)) AS "oldest_visit_age",
  CAST("manager_rows" AS Nullable(Int64)) AS "manager_rows",
  CAST("manager_names" AS Nullable(Int64)) AS "manager_names",
  CAST("manager_changed_90" AS Nullable(Int64)) AS "manager_changed_90",
  CAST("manager_changed_365" AS Nullable(Int64)) AS "manager_changed_365",
  CAST("latest_manager_change_age" AS Nullable(Int64)) AS "latest_manager_change_age",
  CAST("oldest_manager_age" AS Nullable(Int64)) AS "oldest_manager_age",
  CAST("latest_manager_dismissed_age" AS Nullable(Int64)) AS "latest_manager_dismissed_age",
  CAST("latest_manager_end_age" AS Nullable(Int64)) AS "latest_manager_end_age",
  CAST("managers_in_office" AS Nullable(Int64)) AS "managers_in_office",
  CAST("branch" AS Nullable(String)) AS "branch",
  CAST("client_kind" AS Nullable(String)) AS "client_kind",
  CAST("client_industry" AS Nullable(String)) AS "client_industry",
  CAST("client_region" AS Nullable(String)) AS "client_region",
  CAST("client_age" AS Nullable(Int64)) AS "client_age",
  CAST("contract_days_left" AS Nullable(Int64)) AS "contract_days_left",
  CAST("gap_count" AS Nullable(Float64)) AS "gap_count",
  CAST("recent_gap_count" AS Nullable(Int64)) AS "recent_gap_count",
  CAST("order_days_14" AS Nullable(Int64)) AS "order_days_14",
  CAST("order_days_30" AS Nullable(Int64)) AS "order_days_30",
  CAST("order_days_60" AS Nullable(Int64)) AS "order_days_60",
  CAST("order_days_90" AS Nullable(Int64)) AS "order_days_90",
  CAST("order_days_180" AS Nullable(Int64)) AS "order_days_180",
  CAST("order_days_365" AS Nullable(Int64)) AS "order_days_365",
  CAST("quarter_amount" AS Nullable(Int64)) AS "quarter_amount",
  CAST("short_count" AS Nullable(Int64)) AS "short_count",
  CAST("short_amount" AS Nullable(Int64)) AS "short_amount",
  CAST("cycle_log" AS Nullable(Float64)) AS "cycle_log",
  CAST("cycle_weight" AS Nullable(Float64)) AS "cycle_weight",
  CAST("cycle_log_spread" AS Nullable(Float64)) AS "cycle_log_spread",
  CAST("abc_a_from" AS Nullable(Int64)) AS "abc_a_from",
  CAST("abc_b_from" AS Nullable(Int64)) AS "abc_b_from",
  CAST("abc_a_from_before" AS Nullable(Int64)) AS "abc_a_from_before",
  CAST("abc_b_from_before" AS Nullable(Int64)) AS "abc_b_from_before",
  CAST("own_cycle_days" AS Nullable(Float64)) AS "own_cycle_days",
  CAST("cycle_spread" AS Nullable(Float64)) AS "cycle_spread",
  CAST("longest_gap_ratio" AS Nullable(Float64)) AS "longest_gap_ratio",
  CAST("last_gap_ratio" AS Nullable(Float64)) AS "last_gap_ratio",
  CAST("recent_gaps_log_ratio" AS Nullable(Float64)) AS "recent_gaps_log_ratio",
  CAST("days_since_order" AS Nullable(Float64)) AS "days_since_order",
  CAST("tenure_days" AS Nullable(Float64)) AS "tenure_days",
  CAST("overdue_ratio" AS Nullable(Float64)) AS "overdue_ratio",
  CAST("overdue_deviations" AS Nullable(Float64)) AS "overdue_deviations",
  CAST("silent_share" AS Nullable(Float64)) AS "silent_share",
  CAST("silence_to_longest_gap" AS Nullable(Float64)) AS "silence_to_longest_gap",
  CAST("variation" AS Nullable(Float64)) AS "variation",
  CAST("variation_before" AS Nullable(Float64)) AS "variation_before",
  CAST("status" AS Nullable(String)) AS "status",
  CAST("horizon_days" AS Nullable(Float64)) AS "horizon_days",
  CAST("lost_after_days" AS Nullable(Float64)) AS "lost_after_days",
  CAST("days_lost" AS Nullable(Float64)) AS "days_lost",
  CAST("abc" AS Nullable(String)) AS "abc",
  CAST("xyz" AS Nullable(String)) AS "xyz",
  CAST("abc_before" AS Nullable(String)) AS "abc_before",
  CAST("xyz_before" AS Nullable(String)) AS "xyz_before",
  CAST("abc_fall" AS Nullable(Float64)) AS "abc_fall",
  CAST("xyz_fall" AS Nullable(Float64)) AS "xyz_fall",
  CAST("contact_every_days" AS Nullable(Int32)) AS "contact_every_days"
FROM (
SELECT
  "t0"."client_id" AS "client_id",
  "t0"."amount_month_0" AS "amount_month_0",
  "t0"."amount_month_1" AS "amount_month_1",
  "t0"."amount_month_2" AS "amount_month_2",
  "t0"."amount_month_3" AS "amount_month_3",
  "t0"."amount_month_4" AS "amount_month_4",
  "t0"."amount_month_5" AS "amount_month_5",
  "t0"."amount_month_6" AS "amount_month_6",
  "t0"."amount_month_7" AS "amount_month_7",
  "t0"."amount_month_8" AS "amount_month_8",
  "t0"."amount_month_9" AS "amount_month_9",
  "t0"."amount_month_10" AS "amount_month_10",
  "t0"."amount_month_11" AS "amount_month_11",
  "t0"."amount_month_12" AS "amount_month_12",
  "t0"."amount_month_13" AS "amount_month_13",
  "t0"."amount_month_14" AS "amount_month_14",
  "t0"."year_amount" AS "year_amount",
  "t0"."year_amount_before" AS "year_amount_before",
  "t0"."log_gap_sum" AS "log_gap_sum",
  "t0"."log_gap_squares" AS "log_gap_squares",
  "t0"."longest_gap" AS "longest_gap",
  "t0"."last_gap" AS "last_gap",
  "t0"."recent_log_gap_sum" AS "recent_log_gap_sum",
  "t0"."order_days" AS "order_days",
  "t0"."oldest_age" AS "oldest_age",
  "t0"."latest_age" AS "latest_age",
  "t0"."decayed_30" AS "decayed_30",
  "t0"."decayed_90" AS "decayed_90",
  "t0"."decayed_180" AS "decayed_180",
  "t0"."window_counts" AS "window_counts",
  "t0"."last_weeks" AS "last_weeks",
  "t0"."season_days_ahead" AS "season_days_ahead",
  "t0"."season_days_year_ago" AS "season_days_year_ago",
  "t0"."weekday_counts" AS "weekday_counts",
  "t0"."amount_sum" AS "amount_sum",
  "t0"."margin_sum" AS "margin_sum",
  "t0"."last_amount" AS "last_amount",
  "t0"."largest_amount" AS "largest_amount",
  "t0"."recent_amount" AS "recent_amount",
  "t0"."log_amount_sum" AS "log_amount_sum",
  "t0"."log_amount_squares" AS "log_amount_squares",
  "t0"."age_sum" AS "age_sum",
  "t0"."age_squares" AS "age_squares",
  "t0"."age_log_amount" AS "age_log_amount",
  "t0"."discounted_days_365" AS "discounted_days_365",
  "t0"."discount_90" AS "discount_90",
  "t0"."discount_365" AS "discount_365",
  "t0"."discount_ever" AS "discount_ever",
  "t0"."latest_discount_age" AS "latest_discount_age",
  "t0"."product_count_365" AS "product_count_365",
  "t0"."product_count_half" AS "product_count_half",
  "t0"."product_count_half_before" AS "product_count_half_before",
  "t0"."product_count_90" AS "product_count_90",
  "t0"."product_count_new_90" AS "product_count_new_90",
  "t0"."basket_paid" AS "basket_paid",
  "t0"."basket_paid_priced" AS "basket_paid_priced",
  "t0"."basket_today" AS "basket_today",
  "t0"."last_paid" AS "last_paid",
  "t0"."last_at_price_before" AS "last_at_price_before",
  "t0"."category_count_365" AS "category_count_365",
  "t0"."category_count_half" AS "category_count_half",
  "t0"."category_count_half_before" AS "category_count_half_before",
  "t0"."category_count_new_90" AS "category_count_new_90",
  "t0"."category_count_regular" AS "category_count_regular",
  "t0"."category_count_given_up" AS "category_count_given_up",
  "t0"."category_amount" AS "category_amount",
  "t0"."top_category_amount" AS "top_category_amount",
  "t0"."setback_count_90" AS "setback_count_90",
  "t0"."setback_count_365" AS "setback_count_365",
  "t0"."return_count_365" AS "return_count_365",
  "t0"."cancellation_count_365" AS "cancellation_count_365",
  "t0"."returned_amount_365" AS "returned_amount_365",
  "t0"."undone_amount_365" AS "undone_amount_365",
  "t0"."refunded_margin" AS "refunded_margin",
  "t0"."latest_setback_age" AS "latest_setback_age",
  "t0"."delivered_90" AS "delivered_90",
  "t0"."delivered_365" AS "delivered_365",
  "t0"."late_90" AS "late_90",
  "t0"."late_365" AS "late_365",
  "t0"."days_late_365" AS "days_late_365",
  "t0"."worst_late_365" AS "worst_late_365",
  "t0"."latest_delivery_age" AS "latest_delivery_age",
  "t0"."latest_late_delivery_age" AS "latest_late_delivery_age",
  "t0"."overdue_count" AS "overdue_count",
  "t0"."oldest_overdue_days" AS "oldest_overdue_days",
  "t0"."complaints" AS "complaints",
  "t0"."complaints_30" AS "complaints_30",
  "t0"."complaints_90" AS "complaints_90",
  "t0"."complaints_365" AS "complaints_365",
  "t0"."complaints_service" AS "complaints_service",
  "t0"."complaints_delivery" AS "complaints_delivery",
  "t0"."complaints_quality" AS "complaints_quality",
  "t0"."complaints_price" AS "complaints_price",
  "t0"."complaints_conflict" AS "complaints_conflict",
  "t0"."complaints_other" AS "complaints_other",
  "t0"."complaints_open" AS "complaints_open",
  "t0"."complaints_closed" AS "complaints_closed",
  "t0"."complaint_days_to_resolve" AS "complaint_days_to_resolve",
  "t0"."latest_complaint_age" AS "latest_complaint_age",
  "t0"."oldest_open_complaint_age" AS "oldest_open_complaint_age",
  "t0"."worst_complaint" AS "worst_complaint",
  "t0"."conflict_count_365" AS "conflict_count_365",
  "t0"."latest_conflict_age" AS "latest_conflict_age",
  "t0"."latest_quality_age" AS "latest_quality_age",
  "t0"."latest_slow_age" AS "latest_slow_age",
  "t0"."complaints_compared" AS "complaints_compared",
  "t0"."days_compared" AS "days_compared",
  "t0"."usual_hundredths_compared" AS "usual_hundredths_compared",
  "t0"."open_beyond_usual" AS "open_beyond_usual",
  "t0"."nps_answers" AS "nps_answers",
  "t0"."nps_sum" AS "nps_sum",
  "t0"."nps_low" AS "nps_low",
  "t0"."nps_last" AS "nps_last",
  "t0"."nps_before" AS "nps_before",
  "t0"."latest_nps_age" AS "latest_nps_age",
  "t0"."nps_product_placed" AS "nps_product_placed",
  "t0"."nps_service_placed" AS "nps_service_placed",
  "t0"."nps_delivery_placed" AS "nps_delivery_placed",
  "t0"."contact_count_30" AS "contact_count_30",
  "t0"."contact_count_90" AS "contact_count_90",
  "t0"."contact_count_365" AS "contact_count_365",
  "t0"."since_reached_day" AS "since_reached_day",
  "t0"."since_first_reached_day" AS "since_first_reached_day",
  "t0"."since_inbound_day" AS "since_inbound_day",
  "t0"."since_outbound_day" AS "since_outbound_day",
  "t0"."since_informative_day" AS "since_informative_day",
  "t0"."since_run_day" AS "since_run_day",
  "t0"."pauses_so_far" AS "pauses_so_far",
  "t0"."fruitless_run_so_far" AS "fruitless_run_so_far",
  "t0"."longest_pause_365" AS "longest_pause_365",
  "t0"."longest_outbound_365" AS "longest_outbound_365",
  "t0"."inbound_365" AS "inbound_365",
  "t0"."outbound_365" AS "outbound_365",
  "t0"."informative_365" AS "informative_365",
  "t0"."fruitless_365" AS "fruitless_365",
  "t0"."refused_90" AS "refused_90",
  "t0"."answered_90" AS "answered_90",
  "t0"."answered_365" AS "answered_365",
  "t0"."answer_minutes_90" AS "answer_minutes_90",
  "t0"."answer_minutes_365" AS "answer_minutes_365",
  "t0"."informative_age_0" AS "informative_age_0",
  "t0"."informative_age_1" AS "informative_age_1",
  "t0"."informative_age_2" AS "informative_age_2",
  "t0"."informative_age_3" AS "informative_age_3",
  "t0"."informative_age_4" AS "informative_age_4",
  "t0"."informative_age_5" AS "informative_age_5",
  "t0"."informative_age_6" AS "informative_age_6",
  "t0"."informative_age_7" AS "informative_age_7",
  "t0"."informative_age_8" AS "informative_age_8",
  "t0"."informative_age_9" AS "informative_age_9",
  "t0"."informative_age_10" AS "informative_age_10",
  "t0"."informative_age_11" AS "informative_age_11",
  "t0"."visit_count_30" AS "visit_count_30",
  "t0"."visit_count_90" AS "visit_count_90",
  "t0"."visit_count_before_30" AS "visit_count_before_30",
  "t0"."visit_count_before_90" AS "visit_count_before_90",
  "t0"."visit_count_since_order" AS "visit_count_since_order",
  "t0"."latest_visit_age" AS "latest_visit_age",
  "t0"."oldest_visit_age" AS "oldest_visit_age",
  "t0"."manager_rows" AS "manager_rows",
  "t0"."manager_names" AS "manager_names",
  "t0"."manager_changed_90" AS "manager_changed_90",
  "t0"."manager_changed_365" AS "manager_changed_365",
  "t0"."latest_manager_change_age" AS "latest_manager_change_age",
  "t0"."oldest_manager_age" AS "oldest_manager_age",
  "t0"."latest_manager_dismissed_age" AS "latest_manager_dismissed_age",
  "t0"."latest_manager_end_age" AS "latest_manager_end_age",
  "t0"."managers_in_office" AS "managers_in_office",
  "t0"."branch" AS "branch",
  "t0"."client_kind" AS "client_kind",
  "t0"."client_industry" AS "client_industry",
  "t0"."client_region" AS "client_region",
  "t0"."client_age" AS "client_age",
  "t0"."contract_days_left" AS "contract_days_left",
  "t0"."gap_count" AS "gap_count",
  "t0"."recent_gap_count" AS "recent_gap_count",
  "t0"."order_days_14" AS "order_days_14",
  "t0"."order_days_30" AS "order_days_30",
  "t0"."order_days_60" AS "order_days_60",
  "t0"."order_days_90" AS "order_days_90",
  "t0"."order_days_180" AS "order_days_180",
  "t0"."order_days_365" AS "order_days_365",
  "t0"."quarter_amount" AS "quarter_amount",
  "t0"."short_count" AS "short_count",
  "t0"."short_amount" AS "short_amount",
  "t0"."cycle_log" AS "cycle_log",
  "t0"."cycle_weight" AS "cycle_weight",
  "t0"."cycle_log_spread" AS "cycle_log_spread",
  "t0"."abc_a_from" AS "abc_a_from",
  "t0"."abc_b_from" AS "abc_b_from",
  "t0"."abc_a_from_before" AS "abc_a_from_before",
  "t0"."abc_b_from_before" AS "abc_b_from_before",
  "t0"."own_cycle_days" AS "own_cycle_days",
  "t0"."cycle_spread" AS "cycle_spread",
  "t0"."longest_gap_ratio" AS "longest_gap_ratio",
  "t0"."last_gap_ratio" AS "last_gap_ratio",
  "t0"."recent_gaps_log_ratio" AS "recent_gaps_log_ratio",
  "t0"."days_since_order" AS "days_since_order",
  "t0"."tenure_days" AS "tenure_days",
  "t0"."overdue_ratio" AS "overdue_ratio",
  "t0"."overdue_deviations" AS "overdue_deviations",
  "t0"."silent_share" AS "silent_share",
  "t0"."silence_to_longest_gap" AS "silence_to_longest_gap",
  "t0"."variation" AS "variation",
  "t0"."variation_before" AS "variation_before",
  CASE
    WHEN isNull("t0"."own_cycle_days")
    THEN 'insufficient_data'
    WHEN "t0"."days_since_order" >= CASE
      WHEN isNotNull("t0"."own_cycle_days")
      THEN GREATEST(
        COALESCE(
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          ),
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64))
        ),
        COALESCE(
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64)),
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          )
        )
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
    THEN 'lost'
    WHEN (
      "t0"."days_since_order" <= EXP(
        LN("t0"."own_cycle_days") + (
          "t0"."cycle_spread" * CAST(0.8416212335729143 AS Nullable(Float64))
        )
      )
    )
    AND (
      "t0"."order_days" = 1
    )
    THEN 'new'
    WHEN "t0"."days_since_order" <= EXP(
      LN("t0"."own_cycle_days") + (
        "t0"."cycle_spread" * CAST(0.8416212335729143 AS Nullable(Float64))
      )
    )
    THEN 'active'
    ELSE 'overdue'
  END AS "status",
  CASE
    WHEN isNotNull("t0"."own_cycle_days")
    THEN CASE
      WHEN isNull(
        CASE
          WHEN isNull(
            CAST(CEIL(
              (
                (
                  trunc((
                    "t0"."own_cycle_days" * 2
                  ) * CAST(1000.0 AS Nullable(Float64))) + trunc(
                    2 * (
                      (
                        (
                          "t0"."own_cycle_days" * 2
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc((
                        "t0"."own_cycle_days" * 2
                      ) * CAST(1000.0 AS Nullable(Float64)))
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64))
          )
          THEN NULL
          ELSE LEAST(
            365,
            CAST(CEIL(
              (
                (
                  trunc((
                    "t0"."own_cycle_days" * 2
                  ) * CAST(1000.0 AS Nullable(Float64))) + trunc(
                    2 * (
                      (
                        (
                          "t0"."own_cycle_days" * 2
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc((
                        "t0"."own_cycle_days" * 2
                      ) * CAST(1000.0 AS Nullable(Float64)))
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64))
          )
        END
      )
      THEN NULL
      ELSE GREATEST(
        14,
        CASE
          WHEN isNull(
            CAST(CEIL(
              (
                (
                  trunc((
                    "t0"."own_cycle_days" * 2
                  ) * CAST(1000.0 AS Nullable(Float64))) + trunc(
                    2 * (
                      (
                        (
                          "t0"."own_cycle_days" * 2
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc((
                        "t0"."own_cycle_days" * 2
                      ) * CAST(1000.0 AS Nullable(Float64)))
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64))
          )
          THEN NULL
          ELSE LEAST(
            365,
            CAST(CEIL(
              (
                (
                  trunc((
                    "t0"."own_cycle_days" * 2
                  ) * CAST(1000.0 AS Nullable(Float64))) + trunc(
                    2 * (
                      (
                        (
                          "t0"."own_cycle_days" * 2
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc((
                        "t0"."own_cycle_days" * 2
                      ) * CAST(1000.0 AS Nullable(Float64)))
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64))
          )
        END
      )
    END
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "horizon_days",
  CASE
    WHEN isNotNull("t0"."own_cycle_days")
    THEN GREATEST(
      COALESCE(
        LEAST(
          COALESCE(
            CAST(FLOOR(
              (
                (
                  trunc(
                    (
                      EXP(
                        LN("t0"."own_cycle_days") + (
                          "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                        )
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  ) + trunc(
                    2 * (
                      (
                        (
                          EXP(
                            LN("t0"."own_cycle_days") + (
                              "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                            )
                          )
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc(
                        (
                          EXP(
                            LN("t0"."own_cycle_days") + (
                              "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                            )
                          )
                        ) * CAST(1000.0 AS Nullable(Float64))
                      )
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64)) + 1,
            CAST(425.0 AS Nullable(Float64))
          ),
          CAST(425.0 AS Nullable(Float64))
        ),
        CAST(CEIL(
          (
            (
              trunc(
                (
                  GREATEST(
                    CAST(14.0 AS Nullable(Float64)),
                    COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                  )
                ) * CAST(1000.0 AS Nullable(Float64))
              ) + trunc(
                2 * (
                  (
                    (
                      GREATEST(
                        CAST(14.0 AS Nullable(Float64)),
                        COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  ) - trunc(
                    (
                      GREATEST(
                        CAST(14.0 AS Nullable(Float64)),
                        COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  )
                )
              )
            )
          ) / CAST(1000.0 AS Nullable(Float64))
        ) AS Nullable(Int64))
      ),
      COALESCE(
        CAST(CEIL(
          (
            (
              trunc(
                (
                  GREATEST(
                    CAST(14.0 AS Nullable(Float64)),
                    COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                  )
                ) * CAST(1000.0 AS Nullable(Float64))
              ) + trunc(
                2 * (
                  (
                    (
                      GREATEST(
                        CAST(14.0 AS Nullable(Float64)),
                        COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  ) - trunc(
                    (
                      GREATEST(
                        CAST(14.0 AS Nullable(Float64)),
                        COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  )
                )
              )
            )
          ) / CAST(1000.0 AS Nullable(Float64))
        ) AS Nullable(Int64)),
        LEAST(
          COALESCE(
            CAST(FLOOR(
              (
                (
                  trunc(
                    (
                      EXP(
                        LN("t0"."own_cycle_days") + (
                          "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                        )
                      )
                    ) * CAST(1000.0 AS Nullable(Float64))
                  ) + trunc(
                    2 * (
                      (
                        (
                          EXP(
                            LN("t0"."own_cycle_days") + (
                              "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                            )
                          )
                        ) * CAST(1000.0 AS Nullable(Float64))
                      ) - trunc(
                        (
                          EXP(
                            LN("t0"."own_cycle_days") + (
                              "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                            )
                          )
                        ) * CAST(1000.0 AS Nullable(Float64))
                      )
                    )
                  )
                )
              ) / CAST(1000.0 AS Nullable(Float64))
            ) AS Nullable(Int64)) + 1,
            CAST(425.0 AS Nullable(Float64))
          ),
          CAST(425.0 AS Nullable(Float64))
        )
      )
    )
    ELSE CAST(NULL AS Nullable(Float64))
  END AS "lost_after_days",
  CASE
    WHEN "t0"."days_since_order" > CASE
      WHEN isNotNull("t0"."own_cycle_days")
      THEN GREATEST(
        COALESCE(
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          ),
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64))
        ),
        COALESCE(
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64)),
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          )
        )
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
    THEN "t0"."days_since_order" - CASE
      WHEN isNotNull("t0"."own_cycle_days")
      THEN GREATEST(
        COALESCE(
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          ),
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64))
        ),
        COALESCE(
          CAST(CEIL(
            (
              (
                trunc(
                  (
                    GREATEST(
                      CAST(14.0 AS Nullable(Float64)),
                      COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                    )
                  ) * CAST(1000.0 AS Nullable(Float64))
                ) + trunc(
                  2 * (
                    (
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) - trunc(
                      (
                        GREATEST(
                          CAST(14.0 AS Nullable(Float64)),
                          COALESCE("t0"."own_cycle_days" * 3, CAST(14.0 AS Nullable(Float64)))
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    )
                  )
                )
              )
            ) / CAST(1000.0 AS Nullable(Float64))
          ) AS Nullable(Int64)),
          LEAST(
            COALESCE(
              CAST(FLOOR(
                (
                  (
                    trunc(
                      (
                        EXP(
                          LN("t0"."own_cycle_days") + (
                            "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                          )
                        )
                      ) * CAST(1000.0 AS Nullable(Float64))
                    ) + trunc(
                      2 * (
                        (
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        ) - trunc(
                          (
                            EXP(
                              LN("t0"."own_cycle_days") + (
                                "t0"."cycle_spread" * CAST(2.0537489106318225 AS Nullable(Float64))
                              )
                            )
                          ) * CAST(1000.0 AS Nullable(Float64))
                        )
                      )
                    )
                  )
                ) / CAST(1000.0 AS Nullable(Float64))
              ) AS Nullable(Int64)) + 1,
              CAST(425.0 AS Nullable(Float64))
            ),
            CAST(425.0 AS Nullable(Float64))
          )
        )
      )
      ELSE CAST(NULL AS Nullable(Float64))
    END
    ELSE CAST(0.0 AS Nullable(Float64))
  END AS "days_lost",
  CASE
    WHEN (
      "t0"."year_amount" > 0
    ) AND (
      "t0"."year_amount" >= "t0"."abc_a_from"
    )
    THEN 'A'
    WHEN (
      "t0"."year_amount" > 0
    ) AND (
      "t0"."year_amount" >= "t0"."abc_b_from"
    )
    THEN 'B'
    ELSE 'C'
  END AS "abc",
  CASE
    WHEN "t0"."variation" <= CAST(0.1 AS Nullable(Float64))
    THEN 'X'
    WHEN "t0"."variation" <= CAST(0.25 AS Nullable(Float64))
    THEN 'Y'
    ELSE 'Z'
  END AS "xyz",
  CASE
    WHEN "t0"."tenure_days" > 90
    THEN CASE
      WHEN (
        "t0"."year_amount_before" > 0
      )
      AND (
        "t0"."year_amount_before" >= "t0"."abc_a_from_before"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount_before" > 0
      )
      AND (
        "t0"."year_amount_before" >= "t0"."abc_b_from_before"
      )
      THEN 'B'
      ELSE 'C'
    END
    ELSE CAST(NULL AS Nullable(String))
  END AS "abc_before",
  CASE
    WHEN "t0"."tenure_days" > 90
    THEN CASE
      WHEN "t0"."variation_before" <= CAST(0.1 AS Nullable(Float64))
      THEN 'X'
      WHEN "t0"."variation_before" <= CAST(0.25 AS Nullable(Float64))
      THEN 'Y'
      ELSE 'Z'
    END
    ELSE CAST(NULL AS Nullable(String))
  END AS "xyz_before",
  CASE
    WHEN isNull(
      CASE
        WHEN (
          "t0"."year_amount" > 0
        ) AND (
          "t0"."year_amount" >= "t0"."abc_a_from"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount" > 0
        ) AND (
          "t0"."year_amount" >= "t0"."abc_b_from"
        )
        THEN 'B'
        ELSE 'C'
      END
    )
    THEN CAST(NULL AS Nullable(Float64))
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'A'
    THEN CAST(0.0 AS Nullable(Float64))
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'B'
    THEN CAST(1.0 AS Nullable(Float64))
    ELSE CAST(2.0 AS Nullable(Float64))
  END - CASE
    WHEN isNull(
      CASE
        WHEN "t0"."tenure_days" > 90
        THEN CASE
          WHEN (
            "t0"."year_amount_before" > 0
          )
          AND (
            "t0"."year_amount_before" >= "t0"."abc_a_from_before"
          )
          THEN 'A'
          WHEN (
            "t0"."year_amount_before" > 0
          )
          AND (
            "t0"."year_amount_before" >= "t0"."abc_b_from_before"
          )
          THEN 'B'
          ELSE 'C'
        END
        ELSE CAST(NULL AS Nullable(String))
      END
    )
    THEN CAST(NULL AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_a_from_before"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_b_from_before"
        )
        THEN 'B'
        ELSE 'C'
      END
      ELSE CAST(NULL AS Nullable(String))
    END = 'A'
    THEN CAST(0.0 AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_a_from_before"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_b_from_before"
        )
        THEN 'B'
        ELSE 'C'
      END
      ELSE CAST(NULL AS Nullable(String))
    END = 'B'
    THEN CAST(1.0 AS Nullable(Float64))
    ELSE CAST(2.0 AS Nullable(Float64))
  END AS "abc_fall",
  CASE
    WHEN isNull(
      CASE
        WHEN "t0"."variation" <= CAST(0.1 AS Nullable(Float64))
        THEN 'X'
        WHEN "t0"."variation" <= CAST(0.25 AS Nullable(Float64))
        THEN 'Y'
        ELSE 'Z'
      END
    )
    THEN CAST(NULL AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."variation" <= CAST(0.1 AS Nullable(Float64))
      THEN 'X'
      WHEN "t0"."variation" <= CAST(0.25 AS Nullable(Float64))
      THEN 'Y'
      ELSE 'Z'
    END = 'X'
    THEN CAST(0.0 AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."variation" <= CAST(0.1 AS Nullable(Float64))
      THEN 'X'
      WHEN "t0"."variation" <= CAST(0.25 AS Nullable(Float64))
      THEN 'Y'
      ELSE 'Z'
    END = 'Y'
    THEN CAST(1.0 AS Nullable(Float64))
    ELSE CAST(2.0 AS Nullable(Float64))
  END - CASE
    WHEN isNull(
      CASE
        WHEN "t0"."tenure_days" > 90
        THEN CASE
          WHEN "t0"."variation_before" <= CAST(0.1 AS Nullable(Float64))
          THEN 'X'
          WHEN "t0"."variation_before" <= CAST(0.25 AS Nullable(Float64))
          THEN 'Y'
          ELSE 'Z'
        END
        ELSE CAST(NULL AS Nullable(String))
      END
    )
    THEN CAST(NULL AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN "t0"."variation_before" <= CAST(0.1 AS Nullable(Float64))
        THEN 'X'
        WHEN "t0"."variation_before" <= CAST(0.25 AS Nullable(Float64))
        THEN 'Y'
        ELSE 'Z'
      END
      ELSE CAST(NULL AS Nullable(String))
    END = 'X'
    THEN CAST(0.0 AS Nullable(Float64))
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN "t0"."variation_before" <= CAST(0.1 AS Nullable(Float64))
        THEN 'X'
        WHEN "t0"."variation_before" <= CAST(0.25 AS Nullable(Float64))
        THEN 'Y'
        ELSE 'Z'
      END
      ELSE CAST(NULL AS Nullable(String))
    END = 'Y'
    THEN CAST(1.0 AS Nullable(Float64))
    ELSE CAST(2.0 AS Nullable(Float64))
  END AS "xyz_fall",
  CASE
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'A'
    THEN 7
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'B'
    THEN 10
    ELSE 14
  END AS "contact_every_days"
FROM "winback_varied" AS "t0"
) AS "step"
