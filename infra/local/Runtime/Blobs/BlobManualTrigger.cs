using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Starts a blob function by hand for the blob whose path, "container/name", is the input; no receipt is written.</summary>
internal sealed class BlobManualTrigger(BlobFunctions functions) : IManualTrigger
{
    public bool Serves(FunctionDescriptor function) => function.IsTriggeredBy<BlobTriggerAttribute>();

    public TriggerInput CreateInput(FunctionDescriptor function, string input)
    {
        var read = functions.Read(function);
        if (input.Split('/', 2) is not [{ Length: > 0 } container, { Length: > 0 } name] || !BlobNames.IsAddressable(name))
        {
            throw new ArgumentException("The input of a function with a blob trigger is the path of a blob: \"container/name\".", nameof(input));
        }

        var blobs = read.Account.Functions.GetBlobContainerClient(container);
        return new BlobTriggerInput(blobs, name, version: null) { BindingData = BlobBindingValues.Of(blobs, name, read.Pattern.Match(name)) };
    }
}
