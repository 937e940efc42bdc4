package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.Terms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a query for an owner's live subscriptions of the same terms. It names the nulls, so
 * that the index on terms finds them.
 *
 * @param params in the order of its question marks
 */
record TermsFilter(String sql, List<Object> params) {

  /** Those that are the same subscription; an owner has at most one. */
  static TermsFilter same(SubscriptionKey key) {
    Builder builder = new Builder(key);
    Terms terms = key.terms();
    Instant expiry = terms.expiresAt();
    builder.add("repeat", terms.repeat().wireName());
    builder.add("cooldown_seconds", terms.cooldownSeconds());
    builder.add("expires_at", expiry == null ? null : expiry.atOffset(ZoneOffset.UTC));
    return builder.build();
  }

  /** Those of the same symbol, condition and parameters: one trade fires them all. */
  static TermsFilter sameCondition(SubscriptionKey key) {
    return new Builder(key).build();
  }

  private static final class Builder {
    private final StringBuilder sql = new StringBuilder("ended_at is null");
    private final List<Object> params = new ArrayList<>();

    Builder(SubscriptionKey key) {
      add("owner_id", key.ownerId());
      add("symbol", key.terms().symbol());
      List<@Nullable Object> values = ConditionColumns.values(key.terms().condition());
      for (int i = 0; i < values.size(); i++) {
        add(ConditionColumns.ALL.get(i).name(), values.get(i));
      }
    }

    void add(String column, @Nullable Object value) {
      if (value == null) {
        sql.append(" and ").append(column).append(" is null");
      } else {
        sql.append(" and ").append(column).append(" = ?");
        params.add(value);
      }
    }

    TermsFilter build() {
      return new TermsFilter(sql.toString(), params);
    }
  }
}
