package dev.daybook.lab.crash;

import dev.daybook.lab.crash.TraceEvent.ForceFailed;
import dev.daybook.lab.crash.TraceEvent.Made;
import dev.daybook.lab.crash.TraceEvent.Note;
import dev.daybook.lab.disk.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A device that loses power after the operations so far, and the states that it may then have. It
 * is as bad as the standards allow, and worse than most file systems are:
 *
 * <ul>
 *   <li>What was written to a file before a force of that file that succeeded is there (POSIX,
 *       fdatasync), and so is the size.
 *   <li>Of what was written or cut since, each may be there or not, whatever its order, and a write
 *       in part: up to a block of 512 or 4096 bytes, from one, or without one in the middle. Where
 *       it is missing there is what was there before, or NUL bytes, or the file ends (ext4 and XFS
 *       with delayed allocation; the torn writes of SQLite's crash tests).
 *   <li>What a force failed to put there may be missing whatever later forces say, unless it is
 *       written again: the kernel holds such pages for clean.
 *   <li>A name that was given, taken or moved is so once its folder was forced afterwards. Until
 *       then each such change may be there or not, whatever its order (ALICE, OSDI 2014), but never
 *       half of one. A force of the file does not help its name.
 *   <li>What was there in the beginning is on the device.
 * </ul>
 */
final class Device {

  private final Path root;
  private final Map<Path, DeviceFile> durable = new HashMap<>();
  private final Map<Path, DeviceFile> names = new HashMap<>();
  private final List<NameChange> changes = new ArrayList<>();
  private final Set<NameChange> forced = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Long, DeviceFile> channels = new HashMap<>();
  private final List<DeviceFile> files = new ArrayList<>();

  /**
   * @param root what all paths of the trace are below
   * @param start what is there in the beginning
   */
  Device(Path root, CrashState start) {
    this.root = root;
    start
        .files()
        .forEach((name, content) ->
            durable.put(root.resolve(name), content == null ? null : newFile(name, content)));
    names.putAll(durable);
  }

  private DeviceFile newFile(String name, byte[] content) {
    DeviceFile file = new DeviceFile(content, name.endsWith(".lock"));
    files.add(file);
    return file;
  }

  void apply(TraceEvent event) {
    if (event instanceof Made made) {
      apply(made.operation());
    } else if (event instanceof ForceFailed failed) {
      channels.get(failed.channel()).failForce();
    } else if (!(event instanceof Note)) {
      throw new AssertionError(event);
    }
  }

  private void apply(Operation operation) {
    Path path = operation.path();
    if (operation instanceof Operation.CreateFolder) {
      change(new NameChange(null, path, null));
    } else if (operation instanceof Operation.CreateFile created) {
      DeviceFile file = newFile(path.toString(), new byte[0]);
      channels.put(created.channel(), file);
      change(new NameChange(null, path, file));
    } else if (operation instanceof Operation.Open opened) {
      channels.put(opened.channel(), names.get(path));
    } else if (operation instanceof Operation.Write write) {
      channels.get(write.channel()).write(write.offset(), write.bytes());
    } else if (operation instanceof Operation.Truncate cut) {
      channels.get(cut.channel()).truncate(cut.size());
    } else if (operation instanceof Operation.Force force) {
      channels.get(force.channel()).force();
    } else if (operation instanceof Operation.ForceFolder) {
      forceFolder(path);
    } else if (operation instanceof Operation.Link link) {
      change(new NameChange(null, path, names.get(link.existing())));
    } else if (operation instanceof Operation.Move move) {
      change(new NameChange(path, move.target(), names.get(path)));
    } else if (operation instanceof Operation.Delete) {
      change(new NameChange(path, null, null));
    } else {
      throw new AssertionError(operation);
    }
  }

  private void change(NameChange change) {
    change.applyTo(names);
    changes.add(change);
  }

  private void forceFolder(Path folder) {
    changes.stream().filter(change -> change.isOfFolder(folder)).forEach(forced::add);
    while (!changes.isEmpty() && forced.remove(changes.get(0))) {
      changes.remove(0).applyTo(durable);
    }
  }

  /** What the power cut decides, in the order in which it was done within a file and of names. */
  List<Undecided> undecided() {
    List<Undecided> all = new ArrayList<>(changes);
    all.removeIf(forced::contains);
    files.forEach(file -> all.addAll(file.undecided()));
    return all;
  }

  /** What is there if each of {@link #undecided} has that form. */
  CrashState state(List<Undecided> undecided, int[] forms) {
    Map<Undecided, Integer> chosen = new IdentityHashMap<>();
    for (int i = 0; i < forms.length; i++) {
      chosen.put(undecided.get(i), forms[i]);
    }
    ToIntFunction<Undecided> form = chosen::get;
    Map<Path, DeviceFile> left = new HashMap<>(durable);
    for (NameChange change : changes) {
      if (forced.contains(change) || form.applyAsInt(change) == Undecided.WHOLE) {
        change.applyTo(left);
      }
    }
    Map<String, byte[]> files = new HashMap<>();
    left.forEach((path, file) ->
        files.put(root.relativize(path).toString(), file == null ? null : file.content(form)));
    return CrashState.of(files);
  }
}
