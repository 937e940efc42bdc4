package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.rules.Limit;
import io.coinpanel.simulator.rules.RestRules;
import io.coinpanel.simulator.rules.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The weight each address has used in the present calendar minute. Beyond the limit it gets 429
 * until the minute is over; one that goes on is banned with 418, each time twice as long.
 */
final class Weights {

  private static final long MINUTE = 60_000;
  private static final long LONGEST_BAN = 3 * 24 * 60 * MINUTE;

  private static final class Account {
    private long minute;
    private int used;
    private int refused;
    private long ban;
    private long bannedUntil;
  }

  private final RestRules rules;
  private final Violations violations;
  private long allBannedUntil;
  private final Map<String, Account> accounts = new HashMap<>();

  Weights(RestRules rules, Violations violations) {
    this.rules = rules;
    this.violations = violations;
  }

  /** Charges an address; the refusal it gets instead of an answer, or empty. */
  Optional<RestAnswer> charge(String address, int weight, long now) {
    Account account = account(address, now);
    if (now < bannedUntil(account)) {
      violations.record(Limit.WENT_ON_AFTER_429, address, "while banned");
      return Optional.of(banned(account, now));
    }
    account.used += weight;
    return account.used <= rules.weightPerMinute()
        ? Optional.empty()
        : Optional.of(refuse(account, address, now));
  }

  /** Bans every address until then. */
  void ban(long until) {
    allBannedUntil = until;
  }

  private long bannedUntil(Account account) {
    return Math.max(account.bannedUntil, allBannedUntil);
  }

  private RestAnswer refuse(Account account, String address, long now) {
    account.refused++;
    if (account.refused == 1) {
      violations.record(Limit.WEIGHT, address, "weight " + account.used);
    } else {
      violations.record(Limit.WENT_ON_AFTER_429, address, "refusal " + account.refused);
    }
    if (account.refused > rules.refusalsBeforeBan()) {
      account.ban = account.ban == 0 ? rules.ban().toMillis() : account.ban * 2;
      account.ban = Math.min(account.ban, LONGEST_BAN);
      account.bannedUntil = now + account.ban;
      return banned(account, now);
    }
    return RestAnswer.failed(429, -1003, "Too much request weight used; please wait.")
        .with("Retry-After", seconds((account.minute + 1) * MINUTE - now));
  }

  private RestAnswer banned(Account account, long now) {
    long until = bannedUntil(account);
    String message = "Way too much request weight used; IP banned until " + until + ".";
    return RestAnswer.failed(418, -1003, message).with("Retry-After", seconds(until - now));
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

  private Account account(String address, long now) {
    Account account = accounts.computeIfAbsent(address, _ -> new Account());
    if (account.minute != now / MINUTE) {
      account.minute = now / MINUTE;
      account.used = 0;
      account.refused = 0;
    }
    return account;
  }
}
