using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using BackOffice.LocalRuntime.Storage;
using Xunit;

namespace BackOffice.TestKit;

/// <summary>
/// The storage emulator of this test process: in memory, started once and shared by all who ask, gone with the process.
/// Each test takes a fresh account, which nobody else sees.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly AccountPool Pool = new();

    /// <summary>Starts the emulator, so that the first test does not pay for it.</summary>
    public async ValueTask InitializeAsync() => await Pool.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The connection string of an account nobody has used.</summary>
    public static string FreshAccount() => Pool.Take();

    /// <summary>A number of accounts comes with each Azurite, since each of its calls looks through the blobs of all of them; then a further one starts.</summary>
    private sealed class AccountPool
    {
        private const int AccountsOfEach = 100;

        private readonly Lock gate = new();
        private readonly ConcurrentBag<string> free = [];
        private Task? filling;

        public Task StartAsync()
        {
            lock (gate)
            {
                return free.IsEmpty && filling is null or { IsCompleted: true }
                    ? filling = Task.Run(FillAsync)
                    : filling ?? Task.CompletedTask;
            }
        }

        [SuppressMessage("Usage", "VSTHRD002:Avoid problematic synchronous waits", Justification = "Once in 100 calls, and a test thread has no synchronisation context to block.")]
        public string Take()
        {
            string? account;
            while (!free.TryTake(out account))
            {
                StartAsync().GetAwaiter().GetResult();
            }

            return account;
        }

        private async Task FillAsync()
        {
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            var accounts = Enumerable.Range(0, AccountsOfEach)
                .ToDictionary(number => string.Create(CultureInfo.InvariantCulture, $"test{number:0000}"), _ => key, StringComparer.Ordinal);
            var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = accounts, ParentProcessId = Environment.ProcessId });
            foreach (var account in accounts.Keys)
            {
                free.Add(azurite.ConnectionString(account));
            }
        }
    }
}
