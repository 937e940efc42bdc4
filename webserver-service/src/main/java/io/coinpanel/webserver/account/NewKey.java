package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The terms of a key that is to be made. */
record NewKey(String name, Set<Scope> scopes, @Nullable Instant expiresAt) {}
