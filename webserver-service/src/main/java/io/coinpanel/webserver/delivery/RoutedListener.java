package io.coinpanel.webserver.delivery;

/** Is called when notifications have been routed to their sockets. */
@FunctionalInterface
public interface RoutedListener {

  /** There are new notifications; must not block. */
  void routed();
}
