namespace BackOffice.LocalRuntime.Hosting;

/// <summary>
/// Pulls the plug on one app inside a process that lives on, as kill -9 would: nothing drains, nothing reports. Loops
/// that must not outlive the app watch <see cref="Off"/>.
/// </summary>
internal sealed class PowerSwitch : IDisposable
{
    private readonly CancellationTokenSource off = new();

    public CancellationToken Off => off.Token;

    public bool IsOff => off.IsCancellationRequested;

    public void Cut() => off.Cancel();

    /// <summary>Never completes.</summary>
    public async Task FallSilentAsync() => await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);

    public void Dispose() => off.Dispose();
}
