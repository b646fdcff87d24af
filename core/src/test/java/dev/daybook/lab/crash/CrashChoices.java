package dev.daybook.lab.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The forms of the undecided changes of a power cut: all combinations where they are few. Otherwise
 * nothing and everything, and of each change alone missing, each alone there, each torn form with
 * all else there and some at random as many as are wanted. Lock files promise nothing: where all
 * combinations are made, they are left out.
 */
final class CrashChoices {

  private final List<Undecided> undecided;
  private final Random random;

  CrashChoices(List<Undecided> undecided, Random random) {
    this.undecided = undecided;
    this.random = random;
  }

  /** At most so many, each different. */
  List<int[]> atMost(int most) {
    long all = 1;
    for (Undecided change : undecided) {
      all = change.isOfLock() ? all : Math.min(Integer.MAX_VALUE, all * change.forms());
    }
    return all <= most ? all((int) all) : some(most);
  }

  private List<int[]> all(int count) {
    List<int[]> choices = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int[] forms = new int[undecided.size()];
      int rest = n;
      for (int i = 0; i < forms.length; i++) {
        Undecided change = undecided.get(i);
        if (!change.isOfLock()) {
          forms[i] = rest % change.forms();
          rest /= change.forms();
        }
      }
      choices.add(forms);
    }
    return choices;
  }

  private List<int[]> some(int most) {
    List<int[]> choices = new ArrayList<>();
    for (int i = 0; i < undecided.size(); i++) {
      if (undecided.get(i).isOfLock()) {
        continue;
      }
      int[] alone = uniform(Undecided.ABSENT);
      alone[i] = Undecided.WHOLE;
      choices.add(alone);
      for (int form = 0; form < undecided.get(i).forms(); form++) {
        if (form != Undecided.WHOLE) {
          int[] torn = uniform(Undecided.WHOLE);
          torn[i] = form;
          choices.add(torn);
        }
      }
    }
    for (int n = 0; n < most / 2; n++) {
      choices.add(random());
    }
    Collections.shuffle(choices, random);
    choices.add(0, uniform(Undecided.ABSENT));
    choices.add(1, uniform(Undecided.WHOLE));
    return choices.subList(0, Math.min(most, choices.size()));
  }

  private int[] uniform(int form) {
    int[] forms = new int[undecided.size()];
    Arrays.fill(forms, form);
    return forms;
  }

  private int[] random() {
    int[] forms = new int[undecided.size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] =
          random.nextInt(3) == 0 ? random.nextInt(undecided.get(i).forms()) : random.nextInt(2);
    }
    return forms;
  }
}
