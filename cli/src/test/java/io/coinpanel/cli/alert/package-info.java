/** How alerts are shown. */
@NullMarked
package io.coinpanel.cli.alert;

import org.jspecify.annotations.NullMarked;
