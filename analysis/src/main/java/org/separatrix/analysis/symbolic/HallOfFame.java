package org.separatrix.analysis.symbolic;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The best member of each complexity ever seen.
final class HallOfFame {

    private final @Nullable Member[] best;

    HallOfFame(int largest) {
        best = new Member[largest + 1];
    }

    /// Remembers a member if it is the best of its complexity; an equal one that came first stays.
    void admit(Member member) {
        var present = best[member.complexity()];
        if (Double.isFinite(member.loss()) && (present == null || member.loss() < present.loss())) {
            best[member.complexity()] = member;
        }
    }

    /// By growing complexity.
    List<Member> members() {
        var members = new ArrayList<Member>();
        for (var member : best) {
            if (member != null) {
                members.add(member);
            }
        }
        return members;
    }
}
