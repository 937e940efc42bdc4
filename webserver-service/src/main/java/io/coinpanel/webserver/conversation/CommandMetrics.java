package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of commands. */
final class CommandMetrics {

  private final MeterRegistry registry;

  CommandMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void understood(String type) {
    registry.counter("coinpanel.webserver.commands", "type", type).increment();
  }

  void refused(ErrorCode code) {
    registry.counter("coinpanel.webserver.errors", "code", code.wireName()).increment();
  }
}
