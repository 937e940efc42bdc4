package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.limits.SlidingWindow;
import io.coinpanel.simulator.limits.StreamLimits;
import java.util.HashMap;
import java.util.Map;

/** Connection attempts and offences per address. */
final class AddressRecords {

  private static final class AddressRecord {
    private final SlidingWindow attempts;
    private final SlidingWindow offences;
    private long bannedUntil = Long.MIN_VALUE;

    AddressRecord(StreamLimits rules) {
      attempts = new SlidingWindow(rules.attempts(), rules.attemptWindow());
      offences = new SlidingWindow(rules.offencesBeforeBan(), rules.attemptWindow());
    }
  }

  private final StreamLimits rules;
  private final Map<String, AddressRecord> records = new HashMap<>();

  AddressRecords(StreamLimits rules) {
    this.rules = rules;
  }

  private AddressRecord addressRecord(String address) {
    return records.computeIfAbsent(address, _ -> new AddressRecord(rules));
  }

  boolean banned(String address, long now) {
    return now < addressRecord(address).bannedUntil;
  }

  /** Counts an attempt to connect; false if it is one too many. */
  boolean attempt(String address, long now) {
    return addressRecord(address).attempts.admit(now);
  }

  void recordOffence(String address, long now) {
    AddressRecord addressRecord = addressRecord(address);
    if (!addressRecord.offences.admit(now)) {
      addressRecord.bannedUntil = now + rules.ban().toMillis();
    }
  }
}
