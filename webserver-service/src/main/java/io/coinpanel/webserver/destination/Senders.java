package io.coinpanel.webserver.destination;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The senders by kind, those that this server has and stand-ins for the others. */
final class Senders {

  private final Map<DestinationKind, Sender> byKind = new EnumMap<>(DestinationKind.class);

  Senders(Collection<Sender> senders) {
    senders.forEach(sender -> byKind.put(sender.kind(), sender));
  }

  /** In the order in which people are shown them. */
  List<DestinationKind> kinds() {
    return List.copyOf(byKind.keySet());
  }

  /** A server may be set up for less than it was when a destination was added. */
  Sender of(DestinationKind kind) {
    Sender sender = byKind.get(kind);
    return sender == null ? new AbsentSender(kind) : sender;
  }
}
