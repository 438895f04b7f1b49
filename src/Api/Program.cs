return await Cloud.Api.Hosting.CloudHost.RunAsync(args);
