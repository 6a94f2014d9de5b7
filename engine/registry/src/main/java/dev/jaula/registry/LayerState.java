package dev.jaula.registry;

/** Where a layer is on its way, in Docker's words. */
public enum LayerState {
  PULLING("Pulling fs layer"),
  WAITING("Waiting"),
  DOWNLOADING("Downloading"),
  DOWNLOADED("Download complete"),
  EXTRACTING("Extracting"),
  PULLED("Pull complete"),
  EXISTS("Already exists"),
  PREPARING("Preparing"),
  PUSHING("Pushing"),
  PUSHED("Pushed"),
  MOUNTED("Mounted"),
  THERE("Layer already exists");

  private final String words;

  LayerState(String words) {
    this.words = words;
  }

  /** As Docker shows it. */
  public String words() {
    return words;
  }

  /** Whether nothing comes after it. */
  public boolean last() {
    return switch (this) {
      case PULLED, EXISTS, PUSHED, MOUNTED, THERE -> true;
      default -> false;
    };
  }
}
