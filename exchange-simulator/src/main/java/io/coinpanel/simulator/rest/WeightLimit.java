package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.RestLimits;
import io.coinpanel.simulator.limits.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Request weight per address and calendar minute. Over the limit: 429 until the minute ends;
 * continued requests: 418 ban, doubling each time.
 */
final class WeightLimit {

  private static final long MINUTE = 60_000;
  private static final long MAX_BAN = 3 * 24 * 60 * MINUTE;

  private static final class AddressUsage {
    private long minute;
    private int used;
    private int refused;
    private long ban;
    private long bannedUntil;
  }

  private final RestLimits rules;
  private final Violations violations;
  private long allBannedUntil;
  private final Map<String, AddressUsage> accounts = new HashMap<>();

  WeightLimit(RestLimits rules, Violations violations) {
    this.rules = rules;
    this.violations = violations;
  }

  /** Charges an address; returns the rejection, or empty. */
  Optional<RestResponse> charge(String address, int weight, long now) {
    AddressUsage addressUsage = account(address, now);
    if (now < bannedUntil(addressUsage)) {
      violations.record(Limit.WENT_ON_AFTER_429, address, "while banned");
      return Optional.of(banned(addressUsage, now));
    }
    addressUsage.used += weight;
    return addressUsage.used <= rules.weightPerMinute()
        ? Optional.empty()
        : Optional.of(refuse(addressUsage, address, now));
  }

  /** Bans every address until then. */
  void ban(long until) {
    allBannedUntil = until;
  }

  private long bannedUntil(AddressUsage addressUsage) {
    return Math.max(addressUsage.bannedUntil, allBannedUntil);
  }

  private RestResponse refuse(AddressUsage addressUsage, String address, long now) {
    addressUsage.refused++;
    if (addressUsage.refused == 1) {
      violations.record(Limit.WEIGHT, address, "weight " + addressUsage.used);
    } else {
      violations.record(Limit.WENT_ON_AFTER_429, address, "refusal " + addressUsage.refused);
    }
    if (addressUsage.refused > rules.refusalsBeforeBan()) {
      addressUsage.ban = addressUsage.ban == 0 ? rules.ban().toMillis() : addressUsage.ban * 2;
      addressUsage.ban = Math.min(addressUsage.ban, MAX_BAN);
      addressUsage.bannedUntil = now + addressUsage.ban;
      return banned(addressUsage, now);
    }
    return RestResponse.failed(429, -1003, "Too much request weight used; please wait.")
        .with("Retry-After", seconds((addressUsage.minute + 1) * MINUTE - now));
  }

  private RestResponse banned(AddressUsage addressUsage, long now) {
    long until = bannedUntil(addressUsage);
    String message = "Way too much request weight used; IP banned until " + until + ".";
    return RestResponse.failed(418, -1003, message).with("Retry-After", seconds(until - now));
  }

  private static long seconds(long millis) {
    return Math.max(1, (millis + 999) / 1000);
  }

  int used(String address, long now) {
    return account(address, now).used;
  }

  /** Used by all addresses together in this minute. */
  int used(long now) {
    return accounts.keySet().stream().mapToInt(address -> used(address, now)).sum();
  }

  private AddressUsage account(String address, long now) {
    AddressUsage addressUsage = accounts.computeIfAbsent(address, _ -> new AddressUsage());
    if (addressUsage.minute != now / MINUTE) {
      addressUsage.minute = now / MINUTE;
      addressUsage.used = 0;
      addressUsage.refused = 0;
    }
    return addressUsage;
  }
}
