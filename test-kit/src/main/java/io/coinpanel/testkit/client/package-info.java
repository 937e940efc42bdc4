/** Clients of the protocol, which hold every frame against the published document. */
@NullMarked
package io.coinpanel.testkit.client;

import org.jspecify.annotations.NullMarked;
