/** The demo: everything on simulated prices. */
@NullMarked
package io.coinpanel.standalone.demo;

import org.jspecify.annotations.NullMarked;
