package io.coinpanel.webserver.commit;

import java.util.concurrent.CompletableFuture;

/** One client's change waiting for its transaction. */
record PendingWrite<A, R>(WriteOperation<A, R> operation, A request, CompletableFuture<R> result) {}
