package org.separatrix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void sameRootAndPathGiveTheSameNumbers() {
        assertThat(new Seeds(5).of("weights").nextLong())
                .isEqualTo(new Seeds(5).of("weights").nextLong());
        assertThat(new Seeds(5).of("a", 3).nextLong())
                .isEqualTo(new Seeds(5).of("a", 3).nextLong());
    }

    @Test
    void otherRootsPurposesAndIndicesGiveOthers() {
        long first = new Seeds(5).of("weights").nextLong();
        assertThat(new Seeds(6).of("weights").nextLong()).isNotEqualTo(first);
        assertThat(new Seeds(5).of("noise").nextLong()).isNotEqualTo(first);
        assertThat(new Seeds(5).of("a", 1).nextLong())
                .isNotEqualTo(new Seeds(5).of("a", 2).nextLong());
        assertThat(new Seeds(5).child("x").of("weights").nextLong()).isNotEqualTo(first);
    }
}
