/** The demo as its user sees it. */
@NullMarked
package io.coinpanel.standalone.demo;

import org.jspecify.annotations.NullMarked;
