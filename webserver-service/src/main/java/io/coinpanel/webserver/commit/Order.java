package io.coinpanel.webserver.commit;

import java.util.concurrent.CompletableFuture;

/** One client's change, waiting for its transaction. */
record Order<A, R>(Step<A, R> step, A asked, CompletableFuture<R> answer) {}
