package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted about commands. */
final class ConversationMetrics {

  private final MeterRegistry registry;

  ConversationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void understood(String type) {
    registry.counter("coinpanel.webserver.commands", "type", type).increment();
  }

  void refused(ErrorCode code) {
    registry.counter("coinpanel.webserver.errors", "code", code.term()).increment();
  }
}
