/** A small identity provider. */
@NullMarked
package io.coinpanel.testkit.identity;

import org.jspecify.annotations.NullMarked;
