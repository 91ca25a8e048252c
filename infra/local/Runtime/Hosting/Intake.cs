namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Where the app is between start and stop; requests are refused from the moment it begins to stop.</summary>
internal sealed class Intake
{
    private volatile bool opened;
    private volatile bool closed;

    /// <summary>The app has started.</summary>
    public bool HasOpened => opened;

    public bool IsClosed => closed;

    public void Open() => opened = true;

    public void Close() => closed = true;
}
