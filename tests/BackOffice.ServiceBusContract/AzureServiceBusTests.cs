using BackOffice.LocalRuntime.Tests.Messaging.Contract;

namespace BackOffice.AzureContract;

/// <summary>The contract, held against the namespace whose connection string is in BACKOFFICE_SERVICEBUS.</summary>
public sealed class AzureServiceBusTests() : ServiceBusContract(Environment.GetEnvironmentVariable(Setting) ?? Nowhere)
{
    private const string Setting = "BACKOFFICE_SERVICEBUS";
    private const string Nowhere = "Endpoint=sb://nowhere.localhost;SharedAccessKeyName=a;SharedAccessKey=b";

    /// <inheritdoc/>
    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Setting)),
            $"{Setting} is not set: it names a namespace with the entities of tests/BackOffice.LocalRuntime.Tests/Messaging/Contract/entities.json.");
        return base.InitializeAsync();
    }
}
