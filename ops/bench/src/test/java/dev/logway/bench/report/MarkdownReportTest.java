package dev.logway.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MarkdownReportTest {
    @Test
    void aBlockHoldsCommandSettingsTableAndMachine() {
        assertEquals("""
                ```sh
                ./logway bench propagation
                ```

                edges: 2.

                **Times**

                | step | p50 ms | seen |
                |---|---:|---:|
                | answered | 12.35 (≤ 15) | 1,234 |
                | served | 20.01 (≤ 20, **missed**) | – |

                - Quiet.
                - **Fault, the figures do not count:** Something was seen.
                - Run at 2026-05-04T03:02:01Z on CPU: Z80; cores: 2.
                """, MarkdownReport.of(Reports.with(Reports.table())));
    }
}
