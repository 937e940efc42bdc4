/** The page in a real browser, with everything real behind it. */
@NullMarked
package io.coinpanel.systemtests.browser;

import org.jspecify.annotations.NullMarked;
